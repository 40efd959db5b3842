import type { ReactNode } from 'react'
import type { ListType, Row } from '../../data/contracts.ts'
import type { useList } from '../../data/use-answer.ts'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

const WAYS = ['members', 'bodies', 'units', 'sectors', 'staff', 'committees'] as const
export type Way = (typeof WAYS)[number]

/** The head of each list: what it is, the ways to the others, and what can be done. */
export function Head({ way, children }: { way: Way; children?: ReactNode }) {
  const w = words.use()
  return (
    <>
      <div className="row wrap">
        <h1>{w.ways[way]}</h1>
        <span className="push row wrap">{children}</span>
      </div>
      <nav className="views" aria-label={w.all}>
        {WAYS.map((one) => (
          <Go
            key={one}
            to={one === 'members' ? '/directory' : `/directory/${one}`}
            className={one === way ? 'tag on' : 'tag'}
            {...(one === way && { 'aria-current': 'page' as const })}
          >
            {w.ways[one]}
          </Go>
        ))}
      </nav>
    </>
  )
}

/** A list with its count; `search` and filters stand in the address. */
export function Listing<T extends ListType>({
  way,
  list,
  columns,
  idOf,
  onOpen,
}: {
  way: Way
  list: ReturnType<typeof useList<T>>
  columns: readonly Column<Row<T>>[]
  idOf: (row: Row<T>) => string
  onOpen?: (row: Row<T>) => void
}) {
  const w = words.use()
  if (list.isError && !list.first) return <PageFault error={list.error} />
  return (
    <section className="card" aria-label={w.ways[way]} id="list">
      {list.first && (
        <div className="sum">
          <p className="counts">{w.found(list.counted)}</p>
        </div>
      )}
      {list.isPending && (
        <div className="pad">
          <LoadingBars rows={8} />
        </div>
      )}
      {list.first && list.total === 0 && <EmptyState mark="名录" title={w.none} hint={w.noneHint} />}
      {list.total > 0 && (
        <DataTable<Row<T>>
          label={w.ways[way]}
          rows={list.rows}
          list={list}
          idOf={idOf}
          columns={columns}
          {...(onOpen && { onOpen })}
        />
      )}
    </section>
  )
}

/** Follows the link of a row, as Enter does. */
export const follow = (id: string): void =>
  document.querySelector<HTMLAnchorElement>(`a[data-row="${CSS.escape(id)}"]`)?.click()
