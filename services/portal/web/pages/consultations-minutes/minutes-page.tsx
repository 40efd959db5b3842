import './minutes.css'
import { useParams } from '@tanstack/react-router'
import { one, useAddress } from '../../data/address.ts'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { useParticipants } from '../consultations-sessions/use-participants.ts'
import { Watch } from '../consultations-sessions/watch.tsx'
import { AnswerForm } from './answer-form.tsx'
import { Answers } from './answers.tsx'
import { minutesDraft } from './minutes-draft.ts'
import { MinutesNext } from './minutes-next.tsx'
import { MinutesSheet } from './minutes-sheet.tsx'
import { silentOf } from './silent.ts'
import { words } from './words/index.ts'

/** 会议纪要: the text on paper, who has answered it, every version, and what comes next. */
export function Page() {
  const w = words.use()
  const { sessionId }: { sessionId?: string } = useParams({ strict: false })
  const { values, set } = useAddress(['version'])
  const { data: account } = useSession()
  const role = account?.active?.role
  const isUnit = role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'
  const session = useAnswer('consultations.session', { sessionId: sessionId! })
  const minutes = useAnswer('consultations.session-minutes', { sessionId: sessionId! })
  const people = useParticipants(sessionId!, role !== undefined && !isUnit).data ?? []
  const promised = useAnswer('consultations.commitments', { sessionId: sessionId!, limit: 100 })
  const nameOf = useNames([
    session.data?.chairMemberId,
    ...people.map(({ participantId }) => participantId),
    ...(session.data?.speeches ?? []).map(({ speakerId }) => speakerId),
    ...(session.data?.questions ?? []).map(({ unitId }) => unitId),
    ...(promised.data?.items ?? []).map(({ unitId }) => unitId),
  ])
  const error = session.error ?? minutes.error ?? promised.error
  if (error && !(session.data && minutes.data && promised.data)) return <PageFault error={error} />
  if (!session.data || !minutes.data || !promised.data) return <LoadingBars rows={8} />
  const { state, versions } = minutes.data
  const [latest] = versions
  const shown = versions.find(({ version }) => String(version) === one(values.version)) ?? latest
  const due = session.data.deadlines.find(({ about }) => about === 'MINUTES')
  const came = session.data.own?.attendance !== undefined && session.data.own.attendance !== 'ABSENT'
  return (
    <>
      {isUnit && <Watch paths={[`consultations/sessions/${sessionId!}`]} />}
      <div className="noprint">
        <p className="small mute">
          <Go to={`/consultations/sessions/${sessionId!}`}>{session.data.title}</Go>
        </p>
        <p className="row wrap">
          <span className="minutestitle">{w.title}</span>
          <span className={`state ${state === 'APPROVED' ? 'ok' : 'do'}`}>{w.states[state]}</span>
          {due && (
            <span className="row small mute">
              {w.due}
              <DueChip
                what={w.due}
                dueAt={due.due}
                light={due.light}
                doneAt={due.doneAt}
                deadline={due.doneAt === undefined ? due : undefined}
              />
            </span>
          )}
          {shown && (
            <button type="button" className="btn push" onClick={() => print()}>
              {w.print}
            </button>
          )}
        </p>
      </div>
      <h1 className="heard">{w.titleOf(session.data.title)}</h1>
      <MinutesNext
        sessionId={sessionId!}
        state={state}
        latest={latest}
        version={minutes.data.version}
        silent={latest ? silentOf(people, latest) : []}
        draft={minutesDraft(session.data, promised.data.items, nameOf, w)}
        role={session.data.state === 'HELD' ? role : undefined}
      />
      {isUnit && latest && (
        <AnswerForm sessionId={sessionId!} version={latest} open={came && state === 'CIRCULATED'} big={false} />
      )}
      {!shown && (
        <section className="card">
          <EmptyState
            mark="纪要"
            title={session.data.state === 'HELD' ? w.none : w.notHeld}
            hint={session.data.state === 'HELD' ? w.noneHint : w.notHeldHint}
          />
        </section>
      )}
      {shown && (
        <div className="minutescols">
          <MinutesSheet title={session.data.title} version={shown} paper />
          <aside className="stack noprint">
            {!isUnit && shown.circulatedAt !== undefined && <Answers version={shown} people={people} nameOf={nameOf} />}
            <section className="card pad" aria-label={w.versions}>
              <h2>{w.versions}</h2>
              <ol className="said">
                {versions.map(({ version, draftedAt, approvedAt, corrects }) => (
                  <li key={version} className="row wrap">
                    <button
                      type="button"
                      className="link"
                      aria-current={version === shown.version ? 'true' : undefined}
                      onClick={() => set({ version: String(version) })}
                    >
                      {w.versionOf(version)}
                    </button>
                    {corrects !== undefined && <span className="tag">{w.correction}</span>}
                    {approvedAt !== undefined && <span className="state ok small">{w.states.APPROVED}</span>}
                    <span className="mute small push">{dateTime(draftedAt)}</span>
                  </li>
                ))}
              </ol>
            </section>
          </aside>
        </div>
      )}
    </>
  )
}
