import './decisions.css'
import { useParams } from '@tanstack/react-router'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { Seal } from '../../elements/seal.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import { HearCompact } from '../joint/hear-compact.tsx'
import { DECISION_LOOKS } from '../joint/looks.ts'
import { type Compact, offlineSince, sealNameOf } from '../joint/sides.ts'
import { STAFF } from './actions.ts'
import { words } from './words/index.ts'

type Decision = Row<'joint.decisions'>

/** 议题、报告与纪要: all that the sides of a compact decide together, with the seal of each side. */
export function Page() {
  const w = words.use()
  const { compactId }: { compactId?: string } = useParams({ strict: false })
  const { values, set, clear } = useAddress(['kind', 'state', 'text'])
  const [kind, state, text] = [one(values.kind), one(values.state), one(values.text)]
  const isNarrowed = kind !== undefined || state !== undefined || text !== undefined
  const { data: session } = useSession()
  const { data: compact, error } = useAnswer('joint.compact-detail', { compactId: compactId! })
  const list = useList('joint.decisions', {
    compactId: compactId!,
    ...(kind && { kind }),
    ...(state && { state }),
    ...(text && { text }),
  } as never)
  if (error && !compact) return <PageFault error={error} />
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const role = session?.active?.role
  const isStaff = role !== undefined && STAFF.includes(role)
  const begin = isStaff && (
    <>
      <Go className="btn" to={`/joint/${compactId!}/draft`} search={{ kind: 'topic' }}>
        {w.newTopic}
      </Go>
      <Go className="btn" to={`/joint/${compactId!}/draft`} search={{ kind: 'record' }}>
        {w.newRecord}
      </Go>
    </>
  )
  return (
    <>
      <HearCompact compactId={compactId!} />
      <div className="row wrap">
        <div>
          <p className="small mute">
            <Go to={`/joint/${compactId!}`}>{compact?.name}</Go>
          </p>
          <h1>{w.title}</h1>
        </div>
        <span className="row wrap push">{begin}</span>
      </div>
      <Conditions
        find={w.find}
        values={values}
        set={set}
        clear={clear}
        choices={[
          { name: 'kind', label: w.kind, options: Object.entries(w.decisionKinds) },
          { name: 'state', label: w.state, options: Object.entries(w.states) },
        ]}
      />
      <section className="card" aria-label={w.title}>
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={6} />
          </div>
        )}
        {list.first && list.total === 0 && (
          <EmptyState
            mark="协商"
            title={isNarrowed ? w.noneFound : w.none}
            {...(!isNarrowed && isStaff && { hint: w.noneHint })}
          >
            {isNarrowed ? (
              <button type="button" className="btn" onClick={clear}>
                {w.showAll}
              </button>
            ) : (
              <span className="row wrap">{begin}</span>
            )}
          </EmptyState>
        )}
        {list.total > 0 && compact && (
          <>
            <div className="sum">
              <p className="counts" role="status">
                {w.lead} <b>{list.counted}</b>
                {w.tail}
              </p>
            </div>
            <DataTable<Decision>
              label={w.title}
              rows={list.rows}
              list={list}
              idOf={({ decisionId }) => decisionId}
              columns={columns(w, compact)}
              onOpen={({ decisionId }) => open(decisionId)}
            />
          </>
        )}
      </section>
    </>
  )
}

const columns = (w: ReturnType<typeof words.use>, compact: Compact): readonly Column<Decision>[] => [
  {
    key: 'title',
    title: w.matter,
    kind: 'title',
    cell: ({ decisionId, title, kind }) => (
      <div>
        <span className="tag">{w.decisionKinds[kind]}</span>{' '}
        <Go to={`/joint/${compact.compactId}/decisions/${decisionId}`} data-decision={decisionId} title={title}>
          {title}
        </Go>
      </div>
    ),
  },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ state, diverging, disputed }) => (
      <span className="row">
        <span className={`state ${DECISION_LOOKS[state]}`}>{w.states[state]}</span>
        {diverging && <span className="tag key">{w.diverging}</span>}
        {disputed && <span className="tag key">{w.disputed}</span>}
      </span>
    ),
  },
  { key: 'seals', title: w.seals, cell: (row) => <Seals row={row} compact={compact} /> },
  {
    key: 'todo',
    title: w.toDo,
    kind: 'tight',
    cell: ({ toDo }) =>
      toDo.length === 0 ? '—' : <b className="orange">{toDo.map((step) => w.toDos[step]).join('、')}</b>,
  },
  { key: 'updated', title: w.updated, kind: 'tight', cell: ({ updatedAt }) => dateTime(updatedAt) },
]

/** One small seal for each side: who has signed the version that is open, and who is still waited for. */
function Seals({ row: { state, missing }, compact }: { row: Decision; compact: Compact }) {
  const isDecided = state === 'OBJECTED' || state === 'LAPSED' || state === 'SUPERSEDED'
  if (isDecided) return '—'
  return (
    <span className="row seals26">
      {compact.sides
        .filter(({ left }) => !left)
        .map((side) => (
          <Seal
            key={side.committee}
            committee={sealNameOf(side.name)}
            size={26}
            state={
              !missing.includes(side.committee)
                ? 'signed'
                : offlineSince(side, committeeId) === undefined
                  ? 'waiting'
                  : 'offline'
            }
          />
        ))}
    </span>
  )
}

/** As the link in the row does it, so that Enter and a click are the same. */
const open = (decisionId: string) =>
  document.querySelector<HTMLAnchorElement>(`a[data-decision="${CSS.escape(decisionId)}"]`)?.click()
