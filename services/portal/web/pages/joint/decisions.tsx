import type { Row } from '../../data/contracts.ts'
import { useList } from '../../data/use-answer.ts'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { DECISION_LOOKS } from './looks.ts'
import type { Compact } from './sides.ts'
import { words } from './words/index.ts'

/** 议题、报告与纪要 of a compact, what changed last first, each with whom it still waits for. */
export function Decisions({ compact }: { compact: Compact }) {
  const w = words.use()
  const list = useList('joint.decisions', { compactId: compact.compactId }, { size: 50 })
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const nameOf = (id: string) => compact.sides.find(({ committee }) => committee === id)?.name ?? id
  return (
    <section className="card" aria-label={w.decisions}>
      <div className="head">
        <h2>{w.decisions}</h2>
      </div>
      {list.isPending && (
        <div className="pad">
          <LoadingBars rows={4} />
        </div>
      )}
      {list.first && list.total === 0 && <EmptyState mark="协商" title={w.noDecisions} hint={w.noDecisionsHint} />}
      {list.total > 0 && (
        <DataTable<Row<'joint.decisions'>>
          label={w.decisions}
          rows={list.rows}
          total={list.total}
          idOf={({ decisionId }) => decisionId}
          columns={columns(w, nameOf)}
        />
      )}
      {list.hasNextPage && (
        <div className="pad">
          <button
            type="button"
            className="btn"
            disabled={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {w.more}
          </button>
        </div>
      )}
    </section>
  )
}

const columns = (
  w: ReturnType<typeof words.use>,
  nameOf: (id: string) => string,
): readonly Column<Row<'joint.decisions'>>[] => [
  {
    key: 'title',
    title: w.decision,
    kind: 'title',
    cell: ({ title, kind }) => (
      <div>
        <span className="tag">{w.decisionKinds[kind]}</span> <span title={title}>{title}</span>
      </div>
    ),
  },
  {
    key: 'state',
    title: w.stage,
    kind: 'tight',
    cell: ({ state, diverging, disputed }) => (
      <span className="row">
        <span className={`state ${DECISION_LOOKS[state]}`}>{w.states[state]}</span>
        {diverging && <span className="tag key">{w.diverging}</span>}
        {disputed && <span className="tag key">{w.disputed}</span>}
      </span>
    ),
  },
  {
    key: 'missing',
    title: w.missingSides,
    cell: ({ state, missing }) =>
      state === 'CIRCULATED' || state === 'COUNTERSIGNING' ? missing.map(nameOf).join('、') : '—',
  },
  { key: 'updated', title: w.updated, kind: 'tight', cell: ({ updatedAt }) => dateTime(updatedAt) },
]
