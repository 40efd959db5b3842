import './commitments.css'
import { one, useAddress } from '../../data/address.ts'
import type { Params } from '../../data/contracts.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import { SentenceOfCounts } from '../../elements/counts.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Segments } from '../../elements/segments.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { useNames } from '../../data/names.ts'
import { BoardColumn } from './board-column.tsx'
import { CommitmentList } from './commitment-list.tsx'
import { COLUMNS, type State } from './looks.ts'
import { words } from './words/index.ts'

const FILTERS = ['text', 'unitId', 'overdue', 'dueWithinDays', 'state', 'sessionId', 'view'] as const

/** 承诺看板: every promise by how far it is, the nearest due day first; or as one list. */
export function Page() {
  const w = words.use()
  const { values, set, clear } = useAddress(FILTERS)
  const { view, state: asked, ...rest } = values
  const filters = rest as unknown as Params<'consultations.commitments'>
  const state = one(asked) as State | undefined
  const asList = one(view) === 'list' || state !== undefined
  const sum = useList('consultations.commitments', { ...filters, ...(state && { state: [state] }) }, { size: 50 })
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { staleTime: 600_000 })
  const nameOf = useNames(sum.rows.map(({ unitId }) => unitId))
  if (sum.isError && !sum.first) return <PageFault error={sum.error} />
  const counts = sum.first?.counts ?? []
  const all = counts.reduce((total, { count }) => total + count, 0) || sum.total
  const kept = counts.find((part) => part.state === 'CLOSED')?.count ?? 0
  const struck = counts.find((part) => part.state === 'WITHDRAWN')?.count ?? 0
  const filtered = Object.keys(rest).length > 0
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        <span className="push">
          <Segments
            label={w.view}
            hidden
            value={asList ? 'list' : 'board'}
            options={Object.entries(w.views) as ['board' | 'list', string][]}
            onChange={(next) => set({ view: next === 'list' ? 'list' : undefined, state: undefined })}
          />
        </span>
      </div>
      <Conditions
        find={w.find}
        values={values}
        set={set}
        clear={clear}
        choices={[
          {
            name: 'unitId',
            label: w.unit,
            options: (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name]),
          },
          { name: 'overdue', label: w.overdueLabel, options: [['true', w.overdueOnly]] },
          { name: 'dueWithinDays', label: w.soon, options: Object.entries(w.within) },
        ]}
      />
      {sum.first && (
        <section className="card" aria-label={w.summary} id="list">
          <div className="sum">
            <SentenceOfCounts
              lead={w.lead}
              tail={counts.length > 0 ? w.tail : ''}
              total={{
                count: counts.length > 0 ? all : sum.counted,
                unit: w.pieces,
                current: state === undefined,
                onChoose: () => set({ state: undefined }),
              }}
              parts={counts.map(({ state: key, count }) => ({
                key,
                label: w.states[key],
                count,
                current: state === key,
                onChoose: () => set({ state: key }),
              }))}
            />
            {counts.length > 0 && all - struck > 0 && (
              <div className="kept">
                <span className="small">{w.kept(kept, all - struck)}</span>
                <progress value={kept} max={all - struck} aria-label={w.kept(kept, all - struck)} />
                {sum.first.overdue > 0 && (
                  <button type="button" className="link over small" onClick={() => set({ overdue: 'true' })}>
                    {w.overdueOf(sum.first.overdue)}
                  </button>
                )}
              </div>
            )}
          </div>
          {all === 0 && (
            <EmptyState
              mark="承诺"
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
          {asList && all > 0 && <CommitmentList list={sum} nameOf={nameOf} />}
        </section>
      )}
      {sum.isPending && <LoadingBars rows={8} />}
      {!asList && all > 0 && (
        <div className="board">
          {COLUMNS.map((column) => (
            <BoardColumn
              key={column}
              state={column}
              filters={filters}
              count={counts.find((part) => part.state === column)?.count ?? 0}
            />
          ))}
        </div>
      )}
    </>
  )
}
