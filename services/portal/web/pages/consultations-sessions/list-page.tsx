import { leadsOn } from '../../areas.ts'
import { useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useList } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { clockTime, dateWithWeekday } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

const FILTERS = ['text', 'state'] as const

/** 协商会议列表: the latest first, with how far the minutes are. */
export function Page() {
  const w = words.use()
  const { values, set, clear } = useAddress(FILTERS)
  const list = useList('consultations.sessions', values as unknown as Params<'consultations.sessions'>, { size: 50 })
  const role = useSession().data?.active?.role
  const readsMinutes = role !== undefined && leadsOn('/consultations/sessions/$sessionId/minutes', role)
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const filtered = Object.keys(values).length > 0
  return (
    <>
      <h1>{w.list}</h1>
      <Conditions
        find={w.find}
        values={values}
        set={set}
        clear={clear}
        choices={[{ name: 'state', label: w.state, options: Object.entries(w.states) }]}
      />
      <section className="card" aria-label={w.list}>
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={8} />
          </div>
        )}
        {list.first && list.total === 0 && (
          <EmptyState
            mark="会议"
            title={filtered ? w.noneFound : w.noneAtAll}
            hint={filtered ? w.noneFoundHint : w.noneAtAllHint}
          >
            {filtered && (
              <button type="button" className="btn" onClick={clear}>
                {w.reset}
              </button>
            )}
          </EmptyState>
        )}
        {list.total > 0 && (
          <DataTable<Row<'consultations.sessions'>>
            label={w.list}
            rows={list.rows}
            list={list}
            idOf={({ sessionId }) => sessionId}
            columns={columns(w, readsMinutes)}
            onOpen={({ sessionId }) =>
              document.querySelector<HTMLAnchorElement>(`a[data-session="${CSS.escape(sessionId)}"]`)?.click()
            }
          />
        )}
      </section>
    </>
  )
}

const columns = (
  w: ReturnType<typeof words.use>,
  readsMinutes: boolean,
): readonly Column<Row<'consultations.sessions'>>[] => [
  {
    key: 'when',
    title: w.when,
    kind: 'tight',
    cell: ({ startsAt }) => `${dateWithWeekday(startsAt)} ${clockTime(startsAt)}`,
  },
  {
    key: 'title',
    title: w.name,
    kind: 'title',
    cell: ({ sessionId, title }) => (
      <Go to={`/consultations/sessions/${sessionId}`} data-session={sessionId} title={title}>
        {title}
      </Go>
    ),
  },
  { key: 'place', title: w.place, kind: 'phone-hidden', cell: ({ place }) => place },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ state }) => (
      <span className={`state ${state === 'HELD' ? 'ok' : state === 'CANCELLED' ? 'bad' : 'do'}`}>
        {w.states[state]}
      </span>
    ),
  },
  {
    key: 'minutes',
    title: w.minutesTitle,
    kind: 'tight',
    cell: ({ sessionId, state, minutes }) => {
      if (state !== 'HELD') return '—'
      if (!readsMinutes) return w.minutesStates[minutes]
      return <Go to={`/consultations/sessions/${sessionId}/minutes`}>{w.minutesStates[minutes]}</Go>
    },
  },
]
