import './work.css'
import { useParams } from '@tanstack/react-router'
import type { Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Go } from '../../go.tsx'
import { clockTime, dateWithWeekday } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import { STAFF } from '../joint-decisions/actions.ts'
import { type Compact, convenorOf } from '../joint/sides.ts'
import { WorkHead } from './work-head.tsx'
import { words } from './words/index.ts'

type Session = Row<'joint.sessions'>
const LOOKS: Readonly<Record<Session['state'], string>> = { CONVENED: 'do', HELD: 'mid', ADJOURNED: 'ok' }

/** 联席会议: who called it, who of each side is there, and what comes next. */
export function Page() {
  const w = words.use()
  const { compactId }: { compactId?: string } = useParams({ strict: false })
  const { data: account } = useSession()
  const { data: compact, error } = useAnswer('joint.compact-detail', { compactId: compactId! })
  const list = useList('joint.sessions', { compactId: compactId! }, { size: 50 })
  if (error && !compact) return <PageFault error={error} />
  if (list.isError && !list.first) return <PageFault error={list.error} />
  if (!compact || list.isPending) return <LoadingBars rows={6} />
  const role = account?.active?.role
  const isStaff = role !== undefined && STAFF.includes(role)
  const host = convenorOf(compact)
  const call = isStaff && host === committeeId && (
    <Go className="btn" to={`/joint/${compactId!}/draft`} search={{ kind: 'session' }}>
      {w.call}
    </Go>
  )
  return (
    <>
      <WorkHead compact={compact} page="sessions">
        {call}
      </WorkHead>
      {list.total === 0 && (
        <section className="card">
          <EmptyState mark="会议" title={w.noSessions} hint={w.noSessionsHint}>
            {call || (
              <p className="small mute">{w.hostCalls(compact.sides.find((one) => one.committee === host)?.name)}</p>
            )}
          </EmptyState>
        </section>
      )}
      {list.rows.map((session) => (
        <SessionCard key={session.sessionId} compact={compact} session={session} isStaff={isStaff} />
      ))}
      <LoadMore list={list} />
    </>
  )
}

function SessionCard({ compact, session, isStaff }: { compact: Compact; session: Session; isStaff: boolean }) {
  const w = words.use()
  const { sessionId, title, convener, place, start, agenda, state, quorate, attendance, absent } = session
  const nameOf = (id: string) => compact.sides.find(({ committee }) => committee === id)?.name ?? id
  const draft = `/joint/${compact.compactId}/draft`
  const isConvener = convener === committeeId
  const attended = attendance.some(({ committee }) => committee === committeeId)
  return (
    <section className="card pad stack" aria-label={title} style={{ '--g': '12px' } as React.CSSProperties}>
      <div className="row wrap">
        <h2 className="song">{title}</h2>
        <span className={`state ${LOOKS[state]}`}>{w.sessionStates[state]}</span>
      </div>
      <p className="row wrap sub">
        <span>
          {dateWithWeekday(start)} {clockTime(start)}
        </span>
        <span>{place}</span>
        <span>{w.calledBy(nameOf(convener))}</span>
      </p>
      <p className="clip">{agenda}</p>
      <ul className="sidelist">
        {attendance.map(({ committee, members, officials, others }) => (
          <li key={committee}>
            <b>{nameOf(committee)}</b>
            <span className="sub">{w.attended(members, officials, others)}</span>
          </li>
        ))}
        {absent.map((committee) => (
          <li key={committee}>
            <b>{nameOf(committee)}</b>
            <span className="mute">{w.notReported}</span>
          </li>
        ))}
      </ul>
      {state === 'CONVENED' && !quorate && <Note>{w.quorum}</Note>}
      {isStaff && (
        <div className="row wrap">
          {state !== 'ADJOURNED' && !attended && (
            <Go className="btn go" to={draft} search={{ kind: 'attendance', session: sessionId }}>
              {w.reportAttendance}
            </Go>
          )}
          {isConvener && state === 'CONVENED' && quorate && (
            <Go className="btn" to={draft} search={{ kind: 'hold', session: sessionId }}>
              {w.hold}
            </Go>
          )}
          {isConvener && state === 'HELD' && (
            <Go className="btn" to={draft} search={{ kind: 'adjourn', session: sessionId }}>
              {w.adjourn}
            </Go>
          )}
          {state !== 'CONVENED' && (
            <Go className="btn" to={draft} search={{ kind: 'record', session: sessionId }}>
              {w.writeRecord}
            </Go>
          )}
        </div>
      )}
    </section>
  )
}
