import { type Column, DataTable } from '../../elements/data-table.tsx'
import { Go } from '../../go.tsx'
import { isJoint, monthsText, type PlanRow, progressOf } from './year-layout.ts'
import { words } from './words/index.ts'

export const PROGRESS_LOOKS = { later: 'wait', now: 'do', done: 'ok' } as const

/** 计划事项列表: the same items as the year view, a row each; prints as the plan's table. */
export function ItemTable({ items }: { items: readonly PlanRow[] }) {
  const w = words.use()
  return (
    <section className="card" aria-label={w.views.list} id="list">
      <DataTable<PlanRow>
        label={w.views.list}
        rows={items}
        idOf={({ itemId }) => itemId}
        columns={columns(w)}
        onOpen={({ itemId }) =>
          document.querySelector<HTMLAnchorElement>(`a[data-item="${CSS.escape(itemId)}"]`)?.click()
        }
      />
    </section>
  )
}

const columns = (w: ReturnType<typeof words.use>): readonly Column<PlanRow>[] => [
  {
    key: 'months',
    title: w.time,
    kind: 'tight',
    cell: (row) =>
      monthsText(row.months, w) || row.timeLabel || (row.recurrence && w.recurrences[row.recurrence]) || '—',
  },
  { key: 'form', title: w.form, kind: 'tight', cell: ({ form }) => (form ? w.forms[form] : '—') },
  {
    key: 'topic',
    title: w.topic,
    kind: 'title',
    cell: (row) => (
      <div>
        {isJoint(row) && <span className="tag joint">{w.joint}</span>}
        <Go to={`/consultations/items/${row.itemId}`} data-item={row.itemId} title={row.topic}>
          {row.topic}
        </Go>
      </div>
    ),
  },
  { key: 'body', title: w.leadBody, kind: 'phone-hidden', cell: ({ leadBody }) => leadBody?.name ?? '—' },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: (row) => <span className={`state ${PROGRESS_LOOKS[progressOf(row)]}`}>{w.states[row.state]}</span>,
  },
]
