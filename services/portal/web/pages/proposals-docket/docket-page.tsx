import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { download } from '../../data/download.ts'
import { useNames } from '../../data/names.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { DataTable } from '../../elements/data-table.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { EmptyState, LoadingBars, Note } from '../../elements/states.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { Batch } from './batch.tsx'
import { Conditions } from './conditions.tsx'
import { docketColumns } from './docket-columns.tsx'
import { docketParams, FILTERS } from './docket-filters.ts'
import { Summary } from './summary.tsx'
import { words } from './words/index.ts'

/** 提案列表: conditions, the sentence of counts, how near the last days are, and the rows; all of it in the address. */
export function Page() {
  const w = words.use()
  const { values, set, clear } = useAddress(FILTERS)
  const params = useMemo(() => docketParams(values), [values])
  const list = useList('proposals.docket', params)
  const intakes = useAnswer('proposals.intakes', {}, { staleTime: 10 * 60_000 })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const members = list.rows.flatMap(({ lead }) => (lead.kind === 'MEMBER' ? [lead.id] : []))
  const nameOf = useNames(members)
  const exporting = useMutation({
    mutationFn: () => {
      const known = [...new Set(members)].flatMap((id) => (nameOf(id) ? [[id, { name: nameOf(id) }]] : []))
      return download('/api/proposals/docket.xlsx', { filters: params, names: Object.fromEntries(known) })
    },
  })
  const current = intakes.data?.items.find(({ intakeId }) => intakeId === intakes.data.current)
  const filtered = Object.keys(values).some((name) => name !== 'sort' && name !== 'direction')
  const sort = (key: 'number' | 'subject') => ({
    direction: one(values.sort) === key ? (one(values.direction) as 'asc' | 'desc' | undefined) : undefined,
    onSort: () =>
      set({ sort: key, direction: one(values.sort) === key && one(values.direction) === 'asc' ? 'desc' : 'asc' }),
  })
  if (list.isError && !list.first) return <PageFault error={list.error} />
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        {current && <span className="tag blue">{w.period(current.termNumber, current.sessionNumber)}</span>}
        <button
          type="button"
          className="btn push"
          disabled={exporting.isPending}
          aria-busy={exporting.isPending}
          onClick={() => exporting.mutate()}
        >
          {w.export}
        </button>
      </div>
      <PageRefusal error={exporting.error} fields={[]} />
      {(values.figure ?? values.handledBy) !== undefined && (
        <Note>
          {w.ofFigure}{' '}
          <button type="button" className="link" onClick={clear}>
            {w.reset}
          </button>
        </Note>
      )}
      <Conditions values={values} set={set} clear={clear} />
      <section className="card" aria-label={w.listTitle} id="list">
        {list.first && <Summary docket={list.first} values={values} params={params} set={set} />}
        {list.isPending && (
          <div className="pad">
            <LoadingBars what={w.reading} rows={8} />
          </div>
        )}
        {list.first && list.total === 0 && (
          <EmptyState
            mark="提案"
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
          <DataTable<Row<'proposals.docket'>>
            label={w.title}
            rows={list.rows}
            list={list}
            idOf={({ proposalId }) => proposalId}
            columns={docketColumns(w, nameOf, { number: sort('number'), subject: sort('subject') })}
            selected={selected}
            onSelect={setSelected}
            onOpen={({ proposalId }) => openCase(proposalId)}
          />
        )}
        {list.total > 0 && (
          <Batch
            rows={list.rows.filter(({ proposalId }) => selected.has(proposalId))}
            shown={list.rows.length}
            total={list.counted}
            onClear={() => setSelected(new Set())}
          />
        )}
      </section>
    </>
  )
}

/** As the link in the row does it, so that Enter and a click are the same. */
const openCase = (proposalId: string) =>
  document.querySelector<HTMLAnchorElement>(`a[data-case="${CSS.escape(proposalId)}"]`)?.click()
