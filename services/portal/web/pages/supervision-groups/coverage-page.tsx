import { useMutation } from '@tanstack/react-query'
import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { download } from '../../data/download.ts'
import { useList } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import { SentenceOfCounts } from '../../elements/counts.tsx'
import { DataTable } from '../../elements/data-table.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { longDate, shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

const FILTERS = ['text', 'covered', 'side', 'on'] as const

/** 派驻覆盖情况: which departments have a resident group today, and which have none. */
export function Page() {
  const w = words.use()
  const { values, set, clear } = useAddress(FILTERS)
  const list = useList('supervision.coverage', values as unknown as Params<'supervision.coverage'>)
  const exporting = useMutation({
    mutationFn: () => {
      const { text: _, covered: __, ...filters } = values
      return download('/api/supervision/coverage.xlsx', { filters })
    },
  })
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const counts = list.first?.counts
  const covered = one(values.covered)
  return (
    <>
      <div className="row wrap">
        <h1>{w.coverage}</h1>
        {list.first && <span className="tag blue">{longDate(list.first.on)}</span>}
        <button type="button" className="btn push" disabled={exporting.isPending} onClick={() => exporting.mutate()}>
          {w.export}
        </button>
      </div>
      <PageRefusal error={exporting.error} fields={[]} />
      <Conditions
        find={w.findUnit}
        values={values}
        set={set}
        clear={clear}
        choices={[
          { name: 'side', label: w.side, options: (list.first?.bySide ?? []).map(({ side }) => [side, w.sides[side]]) },
        ]}
      />
      <section className="card" aria-label={w.coverage} id="list">
        {counts && (
          <div className="sum">
            <SentenceOfCounts
              lead={w.coverageLead}
              tail={w.tail}
              total={{
                count: counts.units,
                unit: w.unitPieces,
                current: covered === undefined,
                onChoose: () => set({ covered: undefined }),
              }}
              parts={[
                { key: 'true', label: w.covered, count: counts.covered },
                { key: 'false', label: w.uncovered, count: counts.uncovered },
              ].map((part) => ({ ...part, current: covered === part.key, onChoose: () => set({ covered: part.key }) }))}
            />
          </div>
        )}
        {list.isPending && (
          <div className="pad">
            <LoadingBars />
          </div>
        )}
        {list.first && list.total === 0 && <EmptyState mark="单位" title={w.noUnits} hint={w.emptyHint} />}
        {list.total > 0 && (
          <DataTable<Row<'supervision.coverage'>>
            label={w.coverage}
            rows={list.rows}
            list={list}
            idOf={({ unitId }) => unitId}
            columns={[
              { key: 'name', title: w.unit, kind: 'title', cell: ({ name }) => <div>{name}</div> },
              {
                key: 'side',
                title: w.side,
                kind: 'phone-hidden',
                cell: ({ side }) => <span className="nw">{w.sides[side]}</span>,
              },
              {
                key: 'groups',
                title: w.resident,
                kind: 'tight',
                cell: ({ groups }) =>
                  groups.length === 0 ? (
                    <span className="state wait">{w.uncovered}</span>
                  ) : (
                    groups.map(({ groupId, name, untilOn }) => (
                      <span key={groupId}>
                        <Go to={`/supervision/groups/${groupId}`}>{name}</Go>{' '}
                        <span className="mute small">{w.until(shortDate(untilOn))}</span>
                      </span>
                    ))
                  ),
              },
            ]}
          />
        )}
      </section>
    </>
  )
}
