import './outcomes.css'
import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import { SentenceOfCounts } from '../../elements/counts.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { AdoptionFigures } from './adoption-figures.tsx'
import { ADOPTION_LOOKS, STATE_LOOKS } from './looks.ts'
import { words } from './words/index.ts'

const FILTERS = ['text', 'kind', 'state', 'adoption', 'unitId', 'overdue'] as const

/** 协商成果台账: every outcome that the reader has to do with, and what became of what was suggested. */
export function Page() {
  const w = words.use()
  const { values, set, clear } = useAddress(FILTERS)
  const list = useList('consultations.outcomes', values as unknown as Params<'consultations.outcomes'>)
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { staleTime: 600_000 })
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const state = one(values.state)
  const filtered = Object.keys(values).length > 0
  const all = list.first?.counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <h1>{w.title}</h1>
      <Conditions
        find={w.find}
        values={values}
        set={set}
        clear={clear}
        choices={[
          { name: 'kind', label: w.kind, options: Object.entries(w.kinds) },
          { name: 'adoption', label: w.adoption, options: Object.entries(w.adoptions) },
          {
            name: 'unitId',
            label: w.unit,
            options: (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name]),
          },
          { name: 'overdue', label: w.due, options: [['true', w.overdueOnly]] },
        ]}
      />
      <section className="card" aria-label={w.title} id="list">
        {list.first && (
          <div className="sum">
            <SentenceOfCounts
              lead={w.lead}
              tail={list.first.counts.length > 0 ? w.tail : ''}
              total={{
                count: all || list.counted,
                unit: w.pieces,
                current: state === undefined,
                onChoose: () => set({ state: undefined }),
              }}
              parts={list.first.counts.map(({ state: key, count }) => ({
                key,
                label: w.states[key],
                count,
                current: state === key,
                onChoose: () => set({ state: key }),
              }))}
            />
            <AdoptionFigures figures={list.first.figures} />
          </div>
        )}
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={8} />
          </div>
        )}
        {list.first && list.total === 0 && (
          <EmptyState
            mark="成果"
            title={filtered ? w.empty : w.emptyAll}
            hint={filtered ? w.emptyHint : w.emptyAllHint}
          >
            {filtered && (
              <button type="button" className="btn" onClick={clear}>
                {w.reset}
              </button>
            )}
          </EmptyState>
        )}
        {list.total > 0 && (
          <DataTable<Row<'consultations.outcomes'>>
            label={w.title}
            rows={list.rows}
            list={list}
            idOf={({ outcomeId }) => outcomeId}
            columns={columns(w)}
            onOpen={({ outcomeId }) => open(outcomeId)}
          />
        )}
      </section>
    </>
  )
}

const columns = (w: ReturnType<typeof words.use>): readonly Column<Row<'consultations.outcomes'>>[] => [
  {
    key: 'title',
    title: w.outcome,
    kind: 'title',
    cell: ({ outcomeId, title, kind }) => (
      <div>
        <span className="tag">{w.kinds[kind]}</span>{' '}
        <Go to={`/consultations/outcomes/${outcomeId}`} data-outcome={outcomeId} title={title}>
          {title}
        </Go>
      </div>
    ),
  },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ state }) => <span className={`state ${STATE_LOOKS[state]}`}>{w.states[state]}</span>,
  },
  {
    key: 'answered',
    title: w.answered,
    kind: 'tight',
    cell: ({ suggestions, answered, overdue, submittedOn }) => (
      <span className="nw">
        {submittedOn === undefined ? w.items(suggestions) : `${answered} / ${suggestions}`}
        {overdue > 0 && <b className="over"> {w.overdue(overdue)}</b>}
      </span>
    ),
  },
  {
    key: 'adoption',
    title: w.adoption,
    kind: 'tight',
    cell: ({ adoption }) =>
      adoption ? <span className={`state ${ADOPTION_LOOKS[adoption]}`}>{w.adoptions[adoption]}</span> : '—',
  },
  {
    key: 'implemented',
    title: w.implemented,
    kind: 'phone-hidden',
    cell: ({ implemented }) => <span className="nw">{implemented === 0 ? '—' : w.items(implemented)}</span>,
  },
  {
    key: 'submitted',
    title: w.submittedOn,
    kind: 'tight',
    cell: ({ submittedOn }) => (submittedOn === undefined ? '—' : shortDate(submittedOn)),
  },
]

/** As the link in the row does it, so that Enter and a click are the same. */
const open = (outcomeId: string) =>
  document.querySelector<HTMLAnchorElement>(`a[data-outcome="${CSS.escape(outcomeId)}"]`)?.click()
