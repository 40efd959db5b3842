import './desk.css'
import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { useList } from '../../data/use-answer.ts'
import { SentenceOfCounts } from '../../elements/counts.tsx'
import { DueChip } from '../../elements/due-chip.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

type Task = Row<'proposals.to-do'>
const GROUPS = ['OVERDUE', 'TODAY', 'THIS_WEEK', 'LATER', 'UNDATED'] as const

/** 我的待办: what waits for the viewer in this role, by when it is due. */
export function Page() {
  const w = words.use()
  const { values, set, clear } = useAddress(['kind', 'group'])
  const list = useList('proposals.to-do', values as Params<'proposals.to-do'>)
  if (list.error) return <PageFault error={list.error} />
  if (list.isPending) return <LoadingBars rows={6} />
  const counts = (list.first?.counts ?? []) as readonly { kind: Task['kind']; count: number }[]
  const kinds = new Map<Task['kind'], number>()
  for (const { kind, count } of counts) kinds.set(kind, (kinds.get(kind) ?? 0) + count)
  const all = [...kinds.values()].reduce((sum, count) => sum + count, 0)
  const parts = [...kinds].map(([kind, count]) => ({
    key: kind,
    label: w.kinds[kind],
    count,
    current: one(values.kind) === kind,
    onChoose: () => set({ kind: one(values.kind) === kind ? undefined : kind }),
  }))
  return (
    <>
      <h1>{w.toDo}</h1>
      <section className="card pad" id="list">
        <SentenceOfCounts
          lead={w.toDoLead}
          tail={parts.length > 0 ? w.toDoTail : w.alone}
          total={{ count: all, unit: w.pieces, current: values.kind === undefined, onChoose: clear }}
          parts={parts}
        />
      </section>
      {list.rows.length === 0 && (
        <section className="card">
          <EmptyState mark="待办" title={w.emptyToDo} hint={w.emptyToDoHint} />
        </section>
      )}
      {GROUPS.map((group) => {
        const tasks = list.rows.filter((task) => task.group === group)
        if (tasks.length === 0) return null
        return (
          <section key={group} className="card" aria-label={w.groups[group]}>
            <div className="head">
              <h2 className={group === 'OVERDUE' ? 'over' : undefined}>{w.groups[group]}</h2>
              <span className="mute small">{tasks.length}</span>
            </div>
            <ul className="tasks">
              {tasks.map((task, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- one case may ask for the same thing twice
                <li key={`${task.kind} ${task.proposalId} ${at}`}>
                  <span className="tag">{w.kinds[task.kind]}</span>
                  <Go to={`/proposals/${task.proposalId}`}>
                    {task.serial !== undefined && `${w.number(task.serial)} `}
                    {task.subject}
                  </Go>
                  <span className="push">
                    {task.dueAt && <DueChip dueAt={task.dueAt} light={task.light} icon={false} />}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      <LoadMore list={list} />
    </>
  )
}
