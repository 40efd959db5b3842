import { leadsOn } from '../../areas.ts'
import type { Answer } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { clockTime, dateWithWeekday } from '../../look/dates.ts'
import { words } from './words/index.ts'

/** 会议名称、时间、地点、状态, with what is due of it and the way to its minutes. */
export function SessionHead({
  session,
  nameOf,
}: {
  session: Answer<'consultations.session'>
  nameOf: (id: string | undefined) => string | undefined
}) {
  const w = words.use()
  const role = useSession().data?.active?.role
  const readsMinutes = role !== undefined && leadsOn('/consultations/sessions/$sessionId/minutes', role)
  const minutes = `/consultations/sessions/${session.sessionId}/minutes`
  return (
    <div>
      <p className="small mute">
        <Go to={`/consultations/items/${session.itemId}`}>{session.topic}</Go>
      </p>
      <h1 className="song">
        <Title text={session.title} />
      </h1>
      <p className="row wrap sub">
        <span className={`state ${session.state === 'HELD' ? 'ok' : session.state === 'CANCELLED' ? 'bad' : 'do'}`}>
          {w.states[session.state]}
        </span>
        <span>
          {dateWithWeekday(session.startsAt)} {clockTime(session.startsAt)}–{clockTime(session.endsAt)}
        </span>
        <span>{session.place}</span>
        <span>{w.modes[session.mode]}</span>
        <span>{w.chair(nameOf(session.chairMemberId) ?? w.unnamed)}</span>
        {session.state === 'HELD' &&
          (readsMinutes ? (
            <Go to={minutes}>{w.minutes(w.minutesStates[session.minutes])}</Go>
          ) : (
            <span className="tag">{w.minutes(w.minutesStates[session.minutes])}</span>
          ))}
        {session.deadlines.map((deadline) => (
          <span key={deadline.about} className="row small mute">
            {w.deadlines[deadline.about]}
            <DueChip
              what={w.deadlines[deadline.about]}
              dueAt={deadline.due}
              light={deadline.light}
              doneAt={deadline.doneAt}
              deadline={deadline.doneAt === undefined ? deadline : undefined}
            />
          </span>
        ))}
      </p>
    </div>
  )
}
