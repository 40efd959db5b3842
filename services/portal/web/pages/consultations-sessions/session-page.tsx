import './session.css'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dayOf, shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { Cockpit } from '../consultations-hall/cockpit.tsx'
import { minutes } from '../consultations-hall/speech-clock.ts'
import { useMembers } from '../supervision-groups/use-members.ts'
import { Materials } from './materials.tsx'
import { Participants } from './participants.tsx'
import { Presence } from './presence.tsx'
import { Questions } from './questions.tsx'
import { actionsOf } from './session-actions.ts'
import { SessionHead } from './session-head.tsx'
import { SessionNext } from './session-next.tsx'
import { useParticipants } from './use-participants.ts'
import { Watch } from './watch.tsx'
import { words } from './words/index.ts'

/** 协商会议: who is here always in sight, the floor while it is under way, the list, what was said and promised, and what comes next. */
export function Page() {
  const w = words.use()
  const { sessionId }: { sessionId?: string } = useParams({ strict: false })
  const { data: account } = useSession()
  const role = account?.active?.role
  const isStaff = role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'
  const ownUnits = account?.active?.unitIds ?? []
  const isUnit = role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'
  // Names of those who are not here are for the committee's own people.
  const readsPeople = role !== undefined && !isUnit && role !== 'SUPERVISION_OFFICE'
  const { data, isPending, error } = useAnswer('consultations.session', { sessionId: sessionId! })
  const people = useParticipants(sessionId!, readsPeople).data ?? []
  const promises = useAnswer('consultations.commitments', { sessionId: sessionId!, limit: 100 })
  const members = useMembers(isStaff)
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { enabled: isStaff, staleTime: 600_000 })
  const commitments = promises.data?.items ?? []
  // What is typed about the next speaker outlasts the session.
  const [adding, setAdding] = useState(false)
  const nameOf = useNames([
    data?.chairMemberId,
    ...people.map(({ participantId }) => participantId),
    ...(data?.speeches ?? []).map(({ speakerId }) => speakerId),
    ...(data?.questions ?? []).map(({ unitId }) => unitId),
    ...commitments.map(({ unitId }) => unitId),
  ])
  if (error && !data) return <PageFault error={error} />
  if (isPending) return <LoadingBars rows={8} />
  const named = {
    members: members.data ?? [],
    units: (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name] as const),
    invited: people,
    nameOf,
  }
  const running = data.state === 'NOTIFIED' || data.state === 'ADJOURNED'
  const isToday = data.checkInOpen || dayOf(new Date()) >= dayOf(data.startsAt)
  return (
    <>
      {!readsPeople && <Watch paths={[`consultations/sessions/${data.sessionId}`]} />}
      <SessionHead session={data} nameOf={nameOf} />
      <div className="card pad cockpit">
        <Presence session={data} />
      </div>
      {isStaff && ((running && isToday) || adding) && (
        <Cockpit
          sessionId={data.sessionId}
          people={people}
          nameOf={nameOf}
          adding={adding}
          onAdding={setAdding}
          gone={!running}
        />
      )}
      <SessionNext session={data} actions={actionsOf(data, role, named, w)} />
      <div className={readsPeople ? 'halves' : 'stack'}>
        {readsPeople && <Participants session={data} rows={people} nameOf={nameOf} records={isStaff} />}
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
                <b>{nameOf(one.unitId) ?? w.unnamed}</b>：
                <Go to={`/consultations/commitments/${one.commitmentId}`}>{one.promise}</Go>
                <span className="row wrap small sub">
                  <span className="state do">{w.commitmentStates[one.state]}</span>
                  {w.dueOn} {shortDate(one.dueOn)}
                </span>
              </li>
            ))}
          </Part>
          <Questions
            session={data}
            nameOf={nameOf}
            answers={(unitId) => isStaff || (isUnit && ownUnits.includes(unitId))}
            records={isStaff && data.startsAt <= new Date().toISOString()}
          />
          <Part title={w.speeches} empty={w.noSpeeches}>
            {data.speeches.map(({ speechId, speakerId, mode, title, seconds }) => (
              <li key={speechId}>
                <b>{nameOf(speakerId) ?? w.unnamed}</b> {title} <span className="tag">{w.speechModes[mode]}</span>
                {seconds !== undefined && <span className="mute small"> {w.took(minutes(seconds))}</span>}
              </li>
            ))}
          </Part>
          <Materials session={data} role={role} ownUnits={ownUnits} />
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
