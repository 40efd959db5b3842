import './work.css'
import { useParams } from '@tanstack/react-router'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { Choice, optionsOf } from '../../elements/choice.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Views } from '../../elements/views.tsx'
import { Go } from '../../go.tsx'
import { dateTime, shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import { STAFF } from '../joint-decisions/actions.ts'
import type { Compact } from '../joint/sides.ts'
import { TASK_LOOKS } from './task-looks.ts'
import { stepsFrom } from './task-steps.ts'
import { WorkHead } from './work-head.tsx'
import { words } from './words/index.ts'

type Task = Row<'joint.tasks'>

/** 联动任务 across committees: what each side gave to its own units, how far it is, and what is late. */
export function Page() {
  const w = words.use()
  const { compactId }: { compactId?: string } = useParams({ strict: false })
  const { values, set, clear } = useAddress(['side', 'state', 'overdue'])
  const [side, state, overdue] = [one(values.side), one(values.state), one(values.overdue)]
  const { data: session } = useSession()
  const { data: compact, error } = useAnswer('joint.compact-detail', { compactId: compactId! })
  const list = useList('joint.tasks', {
    compactId: compactId!,
    ...(side && { side }),
    ...(state && { state }),
    ...(overdue && { overdue: 'true' }),
  } as never)
  if (error && !compact) return <PageFault error={error} />
  if (list.isError && !list.first) return <PageFault error={list.error} />
  if (!compact) return <LoadingBars rows={6} />
  const role = session?.active?.role
  const isStaff = role !== undefined && STAFF.includes(role)
  const isNarrowed = side !== undefined || state !== undefined || overdue !== undefined
  return (
    <>
      <WorkHead compact={compact} page="tasks" />
      <section className="card" aria-label={w.pages.tasks}>
        <div className="row wrap">
          <Views
            label={w.show}
            isAll={!isNarrowed}
            onAll={clear}
            views={[
              {
                name: w.mine,
                isOn: side === committeeId,
                onChoose: () => set({ side: side === committeeId ? undefined : committeeId }),
              },
              {
                name: w.overdue,
                isOn: overdue !== undefined,
                onChoose: () => set({ overdue: overdue === undefined ? 'true' : undefined }),
              },
            ]}
          />
          <div className="filters bare push">
            <Choice label={w.side} all={w.allSides} value={side} onChange={(next) => set({ side: next })}>
              {optionsOf(Object.fromEntries(compact.sides.map(({ committee, name }) => [committee, name])))}
            </Choice>
            <Choice label={w.state} all={w.allStates} value={state} onChange={(next) => set({ state: next })}>
              {optionsOf(w.taskStates)}
            </Choice>
          </div>
        </div>
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={5} />
          </div>
        )}
        {list.first && list.total === 0 && (
          <EmptyState
            mark="任务"
            title={isNarrowed ? w.noneFound : w.noTasks}
            {...(!isNarrowed && { hint: w.noTasksHint })}
          >
            {isNarrowed ? (
              <button type="button" className="btn" onClick={clear}>
                {w.showAll}
              </button>
            ) : (
              <Go className="btn" to={`/joint/${compactId!}/decisions`} search={{ kind: 'record', state: 'EFFECTIVE' }}>
                {w.toRecords}
              </Go>
            )}
          </EmptyState>
        )}
        {list.total > 0 && (
          <DataTable<Task>
            label={w.pages.tasks}
            rows={list.rows}
            list={list}
            idOf={({ taskId }) => taskId}
            columns={columns(w, compact, isStaff)}
          />
        )}
      </section>
    </>
  )
}

const columns = (
  w: ReturnType<typeof words.use>,
  { compactId, sides }: Compact,
  isStaff: boolean,
): readonly Column<Task>[] => [
  {
    key: 'title',
    title: w.task,
    cell: ({ title, recordId, history }) => (
      <div>
        <b>{title}</b>
        <div className="small">
          <Go to={`/joint/${compactId}/decisions/${recordId}`} aria-label={w.recordOf(title)}>
            {w.record}
          </Go>
        </div>
        {history.length > 0 && (
          <div className="small mute">
            {dateTime(history.at(-1)!.at)} {history.at(-1)!.summary}
          </div>
        )}
      </div>
    ),
  },
  {
    key: 'side',
    title: w.side,
    cell: ({ side, unitName }) => (
      <div>
        {sides.find(({ committee }) => committee === side)?.name ?? side}
        <div className="small mute">{unitName}</div>
      </div>
    ),
  },
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
  ...(isStaff
    ? [
        {
          key: 'progress',
          title: w.do,
          kind: 'tight' as const,
          cell: ({ taskId, side, state, title }: Task) =>
            side === committeeId && stepsFrom(state).length > 0 ? (
              <Go
                to={`/joint/${compactId}/draft`}
                search={{ kind: 'progress', task: taskId }}
                aria-label={w.progressOf(title)}
              >
                {state === 'DONE' ? w.verify : w.progress}
              </Go>
            ) : (
              '—'
            ),
        },
      ]
    : []),
]
