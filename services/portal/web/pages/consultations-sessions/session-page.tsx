import './session.css'
import { useParams } from '@tanstack/react-router'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { FileList } from '../../elements/file-list.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { clockTime, dateWithWeekday, shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { useMembers } from '../supervision-groups/use-members.ts'
import { Participants } from './participants.tsx'
import { Presence } from './presence.tsx'
import { actionsOf } from './session-actions.ts'
import { SessionNext } from './session-next.tsx'
import { words } from './words/index.ts'

/** 协商会议: who is here always in sight, the agenda, the list, what was said and promised, and what comes next. */
export function Page() {
  const w = words.use()
  const { sessionId }: { sessionId?: string } = useParams({ strict: false })
  const { data: account } = useSession()
  const role = account?.active?.role
  const isStaff = role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'
  const { data, isPending, error } = useAnswer('consultations.session', { sessionId: sessionId! })
  const people = useList('consultations.session-participants', { sessionId: sessionId! }, { size: 200 })
  const promises = useAnswer('consultations.commitments', { sessionId: sessionId!, limit: 100 })
  const members = useMembers(isStaff)
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { enabled: isStaff, staleTime: 600_000 })
  const commitments = promises.data?.items ?? []
  const nameOf = useNames([
    data?.chairMemberId,
    ...people.rows.map(({ participantId }) => participantId),
    ...(data?.speeches ?? []).map(({ speakerId }) => speakerId),
    ...(data?.questions ?? []).map(({ unitId }) => unitId),
    ...commitments.map(({ unitId }) => unitId),
  ])
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={8} />
  const named = {
    members: members.data ?? [],
    units: (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name] as const),
    invited: people.rows,
    nameOf,
  }
  return (
    <>
      <div>
        <p className="small mute">
          <Go to={`/consultations/items/${data.itemId}`}>{data.topic}</Go>
        </p>
        <h1 className="song">
          <Title text={data.title} />
        </h1>
        <p className="row wrap sub">
          <span className={`state ${data.state === 'HELD' ? 'ok' : data.state === 'CANCELLED' ? 'bad' : 'do'}`}>
            {w.states[data.state]}
          </span>
          <span>
            {dateWithWeekday(data.startsAt)} {clockTime(data.startsAt)}–{clockTime(data.endsAt)}
          </span>
          <span>{data.place}</span>
          <span>{w.modes[data.mode]}</span>
          <span>{w.chair(nameOf(data.chairMemberId) ?? w.unnamed)}</span>
          {data.state === 'HELD' && <span className="tag">{w.minutes(w.minutesStates[data.minutes])}</span>}
          {data.deadlines.map((deadline) => (
            <DueChip
              key={deadline.about}
              what={w.deadlines[deadline.about]}
              dueAt={deadline.due}
              light={deadline.light}
              doneAt={deadline.doneAt}
              deadline={deadline.doneAt === undefined ? deadline : undefined}
            />
          ))}
        </p>
      </div>
      <div className="card pad cockpit">
        <Presence session={data} />
      </div>
      <SessionNext session={data} actions={actionsOf(data, role, named, w)} />
      <div className="halves">
        <Participants session={data} rows={people.rows} nameOf={nameOf} records={isStaff} />
        <div className="stack">
          <Part title={w.agenda} empty={w.noAgenda}>
            {data.agenda.map((line, at) => (
              <li key={line}>
                {at + 1}. {line}
              </li>
            ))}
          </Part>
          <Part title={w.commitments} empty={w.noCommitments}>
            {commitments.map((one) => (
              <li key={one.commitmentId}>
                <b>{nameOf(one.unitId) ?? w.unnamed}</b>：{one.promise}
                <span className="row wrap small sub">
                  <span className="state do">{w.commitmentStates[one.state]}</span>
                  {w.dueOn} {shortDate(one.dueOn)}
                </span>
              </li>
            ))}
          </Part>
          <Part title={w.speeches} empty={w.noSpeeches}>
            {data.speeches.map(({ speechId, speakerId, mode, title }) => (
              <li key={speechId}>
                <b>{nameOf(speakerId) ?? w.unnamed}</b> {title} <span className="tag">{w.speechModes[mode]}</span>
              </li>
            ))}
          </Part>
          <Part title={w.questions} empty={w.noQuestions}>
            {data.questions.map(({ questionId, unitId, question, answer }) => (
              <li key={questionId}>
                <b>{nameOf(unitId) ?? w.unnamed}</b>：{question}
                {answer !== undefined && <p className="sub">{w.answer(answer)}</p>}
              </li>
            ))}
          </Part>
          <section className="card pad stack" aria-label={w.materials}>
            <h2>{w.materials}</h2>
            {data.materials.length === 0 ? (
              <p className="mute small">{w.noMaterials}</p>
            ) : (
              <FileList
                service="consultations"
                files={data.materials.map(({ file, title }) => ({ ...file, name: title }))}
              />
            )}
          </section>
        </div>
      </div>
    </>
  )
}

const Part = ({ title, empty, children }: { title: string; empty: string; children: readonly React.ReactNode[] }) => (
  <section className="card pad stack" aria-label={title} style={{ '--g': '8px' } as React.CSSProperties}>
    <h2>{title}</h2>
    {children.length === 0 ? <p className="mute small">{empty}</p> : <ul className="said">{children}</ul>}
  </section>
)
