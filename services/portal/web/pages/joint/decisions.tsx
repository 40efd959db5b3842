import { useMutation } from '@tanstack/react-query'
import type { Role, Row } from '../../data/contracts.ts'
import { saveText } from '../../data/download.ts'
import { useSession } from '../../data/session.ts'
import { ask, useList } from '../../data/use-answer.ts'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { DECISION_LOOKS } from './looks.ts'
import type { Compact } from './sides.ts'
import { words } from './words/index.ts'

/** Who may take away the proof of a decision; others read what was adopted. */
const PROVERS: readonly Role[] = ['STAFF_OFFICE', 'STAFF_CONSULTATION', 'CHAIR', 'AUDITOR']

/** 议题、报告与纪要 of a compact, what changed last first, each with whom it still waits for. */
export function Decisions({ compact }: { compact: Compact }) {
  const w = words.use()
  const list = useList('joint.decisions', { compactId: compact.compactId }, { size: 50 })
  const { data: session } = useSession()
  const proving = useMutation({
    mutationFn: async (decisionId: string) => {
      const { file, fileName } = await ask('joint.evidence', { compactId: compact.compactId, decisionId })
      saveText(file, fileName)
    },
  })
  const mayProve = session?.active !== undefined && PROVERS.includes(session.active.role)
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const nameOf = (id: string) => compact.sides.find(({ committee }) => committee === id)?.name ?? id
  return (
    <section className="card" aria-label={w.decisions}>
      <div className="head">
        <h2>{w.decisions}</h2>
      </div>
      <PageRefusal error={proving.error} fields={[]} />
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
          list={list}
          idOf={({ decisionId }) => decisionId}
          columns={[...columns(w, compact.compactId, nameOf), ...(mayProve ? [proofColumn(w, proving)] : [])]}
        />
      )}
    </section>
  )
}

const columns = (
  w: ReturnType<typeof words.use>,
  compactId: string,
  nameOf: (id: string) => string,
): readonly Column<Row<'joint.decisions'>>[] => [
  {
    key: 'title',
    title: w.decision,
    kind: 'title',
    cell: ({ decisionId, title, kind }) => (
      <div>
        <span className="tag">{w.decisionKinds[kind]}</span>{' '}
        <Go to={`/joint/${compactId}/decisions/${decisionId}`} title={title}>
          {title}
        </Go>
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

/** 证据文件: verified offline by anybody; only what took effect has one. */
const proofColumn = (
  w: ReturnType<typeof words.use>,
  { mutate, isPending }: { mutate: (decisionId: string) => void; isPending: boolean },
): Column<Row<'joint.decisions'>> => ({
  key: 'proof',
  title: w.evidence,
  kind: 'tight',
  cell: ({ decisionId, effective, title }) =>
    effective === null ? (
      '—'
    ) : (
      <button
        type="button"
        className="link"
        disabled={isPending}
        aria-label={w.evidenceOf(title)}
        onClick={() => mutate(decisionId)}
      >
        {w.download}
      </button>
    ),
})
