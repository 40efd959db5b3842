import './minutes.css'
import { useParams } from '@tanstack/react-router'
import { useLive } from '../../data/live.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { AnswerForm } from './answer-form.tsx'
import { MinutesSheet } from './minutes-sheet.tsx'
import { words } from './words/index.ts'

/** 会议纪要, for a member who came: what was circulated, and the answer to it. */
export function Page() {
  const w = words.use()
  const { sessionId }: { sessionId?: string } = useParams({ strict: false })
  const session = useAnswer('consultations.session', { sessionId: sessionId! })
  const minutes = useAnswer('consultations.session-minutes', { sessionId: sessionId! })
  useLive([`consultations/sessions/${sessionId!}`])
  const error = session.error ?? minutes.error
  if (error && !(session.data && minutes.data)) return <PageFault error={error} />
  if (!session.data || !minutes.data) return <LoadingBars />
  const { state, versions } = minutes.data
  const [latest] = versions
  const { own } = session.data
  const came = own?.attendance !== undefined && own.attendance !== 'ABSENT'
  return (
    <>
      <h1>{w.title}</h1>
      {latest ? (
        <>
          {state === 'APPROVED' && <p className="state ok">{w.states.APPROVED}</p>}
          <MinutesSheet title={session.data.title} version={latest} paper={false} />
          {came && (state === 'CIRCULATED' || latest.answers.length > 0) && (
            <AnswerForm key={latest.version} sessionId={sessionId!} version={latest} big />
          )}
        </>
      ) : (
        <section className="card">
          <EmptyState mark="纪要" title={w.noneYet} hint={w.noneYetHint} />
        </section>
      )}
      <Go to={`/m/meetings/${sessionId!}`} className="btn big">
        {w.back}
      </Go>
    </>
  )
}
