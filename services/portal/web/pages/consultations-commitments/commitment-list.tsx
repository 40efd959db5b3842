import type { useList } from '../../data/use-answer.ts'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { DueChip } from '../../elements/due-chip.tsx'
import { Go } from '../../go.tsx'
import { shortDate } from '../../look/dates.ts'
import { endOf } from './due.ts'
import { type Commitment, STATE_LOOKS } from './looks.ts'
import { words } from './words/index.ts'

/** 承诺清单 as a table. */
export function CommitmentList({
  list,
  nameOf,
}: {
  list: ReturnType<typeof useList<'consultations.commitments'>>
  nameOf: (id: string | undefined) => string | undefined
}) {
  const w = words.use()
  const columns: readonly Column<Commitment>[] = [
    {
      key: 'promise',
      title: w.promise,
      kind: 'title',
      cell: ({ commitmentId, promise }) => (
        <Go to={`/consultations/commitments/${commitmentId}`} data-commitment={commitmentId} title={promise}>
          {promise}
        </Go>
      ),
    },
    { key: 'unit', title: w.unit, kind: 'tight', cell: ({ unitId }) => nameOf(unitId) ?? w.unnamed },
    {
      key: 'state',
      title: w.state,
      kind: 'tight',
      cell: ({ state }) => <span className={`state ${STATE_LOOKS[state]}`}>{w.states[state]}</span>,
    },
    {
      key: 'due',
      title: w.due,
      kind: 'tight',
      cell: ({ dueOn, light, closedAt }) => (
        <DueChip dueAt={endOf(dueOn)} light={light} doneAt={closedAt} icon={false} />
      ),
    },
    { key: 'made', title: w.madeOn, kind: 'phone-hidden', cell: ({ madeAt }) => shortDate(madeAt) },
  ]
  return (
    <DataTable<Commitment>
      label={w.title}
      rows={list.rows}
      list={list}
      idOf={({ commitmentId }) => commitmentId}
      columns={columns}
      onOpen={({ commitmentId }) =>
        document.querySelector<HTMLAnchorElement>(`a[data-commitment="${CSS.escape(commitmentId)}"]`)?.click()
      }
    />
  )
}
