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
  // While a correction is under way, what was approved stays to be read.
  const approved = versions.find(({ approvedAt }) => approvedAt !== undefined)
  const { own } = session.data
  const came = own?.attendance !== undefined && own.attendance !== 'ABSENT'
  return (
    <>
      <h1>{w.title}</h1>
      {latest ? (
        <>
          {latest.approvedAt !== undefined && <p className="state ok">{w.states.APPROVED}</p>}
          <MinutesSheet title={session.data.title} version={latest} paper={false} />
          <AnswerForm sessionId={sessionId!} version={latest} open={came && state === 'CIRCULATED'} big />
          {latest.approvedAt === undefined && approved && (
            <details>
              <summary>{w.approvedBefore(approved.version)}</summary>
              <MinutesSheet title={session.data.title} version={approved} paper={false} />
            </details>
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
