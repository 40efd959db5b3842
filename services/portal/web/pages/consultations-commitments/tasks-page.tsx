import './commitments.css'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useList } from '../../data/use-answer.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { Segments } from '../../elements/segments.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Go } from '../../go.tsx'
import { clockTime, dateWithWeekday } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { Watch } from '../consultations-sessions/watch.tsx'
import { endOf } from './due.ts'
import { words } from './words/index.ts'

type Task = Row<'consultations.my-tasks'>
type Kind = Task['kind']

/** 协商待办: what the unit still owes, the nearest due day first, and the sessions that it takes part in. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['kind'])
  const asked = one(values.kind) as Kind | undefined
  const list = useList('consultations.my-tasks', asked ? { kind: [asked] } : {}, { size: 50 })
  const sessions = useList('consultations.sessions', { state: ['NOTIFIED', 'ADJOURNED', 'HELD'] }, { size: 10 })
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const watched = list.rows
    .slice(0, 20)
    .map(({ kind, parentId, id }) =>
      kind === 'KEEP_COMMITMENT'
        ? `consultations/commitments/${id}`
        : `consultations/${kind === 'ANSWER_QUESTION' ? 'sessions' : 'outcomes'}/${parentId}`,
    )
  return (
    <>
      <Watch paths={[...new Set(watched)]} />
      <h1>{w.tasks}</h1>
      <Segments
        label={w.show}
        hidden
        value={asked ?? 'ALL'}
        options={[['ALL', w.all], ...(Object.entries(w.kinds) as [Kind, string][])]}
        onChange={(next) => set({ kind: next === 'ALL' ? undefined : next })}
      />
      <section className="card" aria-label={w.tasks}>
        {list.isPending && (
          <div className="pad">
            <LoadingBars />
          </div>
        )}
        {list.first && list.total === 0 && <EmptyState mark="待办" title={w.noTasks} hint={w.noTasksHint} />}
        <ul className="owed">
          {list.rows.map((task) => (
            <li key={`${task.kind} ${task.id}`}>
              <span className="tag">{w.kinds[task.kind]}</span>
              <Go to={placeOf(task)}>{task.text}</Go>
              {task.dueOn !== undefined && <DueChip dueAt={endOf(task.dueOn)} light={task.light} />}
            </li>
          ))}
        </ul>
        <LoadMore list={list} />
      </section>
      <section className="card" aria-label={w.sessions}>
        <div className="head">
          <h2>{w.sessions}</h2>
        </div>
        {sessions.first && sessions.total === 0 && (
          <EmptyState mark="会议" title={w.noSessions} hint={w.noSessionsHint} />
        )}
        <ul className="owed">
          {sessions.rows.map((row) => (
            <li key={row.sessionId}>
              <span className="small mute nw">
                {dateWithWeekday(row.startsAt)} {clockTime(row.startsAt)}
              </span>
              <Go to={`/consultations/sessions/${row.sessionId}`}>{row.title}</Go>
              {row.minutes === 'CIRCULATED' && (
                <Go className="tag blue" to={`/consultations/sessions/${row.sessionId}/minutes`}>
                  {w.minutesOut}
                </Go>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

const placeOf = ({ kind, id, parentId }: Task): string => {
  switch (kind) {
    case 'KEEP_COMMITMENT':
      return `/consultations/commitments/${id}`
    case 'ANSWER_QUESTION':
      return `/consultations/sessions/${parentId}`
    case 'ANSWER_SUGGESTION':
    case 'IMPLEMENT_SUGGESTION':
      return `/consultations/outcomes/${parentId}`
  }
}
