import './work.css'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useList } from '../../data/use-answer.ts'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Views } from '../../elements/views.tsx'
import { Go } from '../../go.tsx'
import { shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { Watch } from '../consultations-sessions/watch.tsx'
import { TASK_LOOKS } from './task-looks.ts'
import { words } from './words/index.ts'

type Task = Row<'joint.own-tasks'>

/** 本方联动任务: what this committee undertook under all compacts; a unit sees what was given to it, the first due first. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['show'])
  const show = one(values.show)
  const role = useSession().data?.active?.role
  const isUnit = role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'
  const list = useList('joint.own-tasks', {
    ...(show === undefined && { ended: 'false' as const }),
    ...(show === 'overdue' && { overdue: 'true' as const }),
  })
  if (list.isError && !list.first) return <PageFault error={list.error} />
  return (
    <>
      {isUnit && <Watch paths={list.rows.slice(0, 20).map(({ taskId }) => `joint/tasks/${taskId}`)} />}
      <div>
        <h1>{w.ownTasks}</h1>
        <p className="sub small">{w.ownTasksHint}</p>
      </div>
      <section className="card" aria-label={w.ownTasks}>
        <Views
          label={w.show}
          isAll={show === 'all'}
          onAll={() => set({ show: 'all' })}
          views={[
            { name: w.underWay, isOn: show === undefined, onChoose: () => set({ show: undefined }) },
            { name: w.overdue, isOn: show === 'overdue', onChoose: () => set({ show: 'overdue' }) },
          ]}
        />
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={4} />
          </div>
        )}
        {list.first && list.total === 0 && <EmptyState mark="任务" title={w.noOwnTasks} hint={w.noOwnTasksHint} />}
        {list.total > 0 && (
          <DataTable<Task>
            label={w.ownTasks}
            rows={list.rows}
            list={list}
            idOf={({ taskId }) => taskId}
            columns={columns(w)}
            onOpen={({ taskId }) => open(taskId)}
          />
        )}
      </section>
    </>
  )
}

const columns = (w: ReturnType<typeof words.use>): readonly Column<Task>[] => [
  {
    key: 'title',
    title: w.task,
    cell: ({ taskId, title, compactName }) => (
      <div>
        <Go to={`/joint/tasks/${taskId}`} data-task={taskId}>
          {title}
        </Go>
        <div className="small mute">{compactName}</div>
      </div>
    ),
  },
  { key: 'unit', title: w.unit, cell: ({ unitName }) => unitName },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ state }) => <span className={`state ${TASK_LOOKS[state]}`}>{w.taskStates[state]}</span>,
  },
  {
    key: 'due',
    title: w.due,
    kind: 'tight',
    cell: ({ due, overdue }) =>
      due === null ? (
        '—'
      ) : overdue ? (
        <span className="due over">{w.overdueSince(shortDate(due))}</span>
      ) : (
        w.before(shortDate(due))
      ),
  },
]

const open = (taskId: string) =>
  document.querySelector<HTMLAnchorElement>(`a[data-task="${CSS.escape(taskId)}"]`)?.click()
