import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { type Continued, LoadMore, useReadOn } from './load-more.tsx'

export interface Column<R> {
  key: string
  title: ReactNode
  cell: (row: R) => ReactNode
  /** `title` is cut when it is too long, `tight` never wraps, `phone-hidden` is left out on phones. */
  kind?: 'title' | 'tight' | 'phone-hidden'
  sort?: { direction: 'asc' | 'desc' | undefined; onSort: () => void }
}

const ROW_PX = 44
/** What stands in a cell of which there is nothing to say; a phone has no room for it. */
const NOTHING = '—'
/** From how many rows on only those in sight are drawn. */
const VIRTUAL_FROM = 100
const BEYOND = 12

/**
 * 列表: dense rows under a heading that stays. ↑ ↓ go from row to row, Space selects, Enter opens. Long lists draw what is in
 * sight. `list` is what the rows were read from when there may be more: the next part is read when the end comes near, or
 * by the button below.
 */
export function DataTable<R>({
  label,
  rows,
  list,
  idOf,
  columns,
  selected,
  onSelect,
  onOpen,
}: {
  label: string
  rows: readonly R[]
  list?: Continued & { rowCount: number | undefined }
  idOf: (row: R) => string
  columns: readonly Column<R>[]
  selected?: ReadonlySet<string>
  onSelect?: (ids: ReadonlySet<string>) => void
  onOpen?: (row: R) => void
}) {
  const body = useRef<HTMLTableSectionElement>(null)
  const virtual = rows.length >= VIRTUAL_FROM
  const { from, to } = useWindow(body, rows.length, virtual)
  const [active, setActive] = useState(0)
  const shown = rows.slice(from, to)
  useReadOn(list, to >= rows.length - BEYOND)

  const toggle = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    onSelect?.(next)
  }
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    // Keys that a control in the row takes are its own.
    const inRow = (event.target as HTMLElement).tagName === 'TR'
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      const next = Math.max(0, Math.min(rows.length - 1, active + move))
      setActive(next)
      focusRow(body.current, next)
    } else if (inRow && event.key === ' ' && onSelect) {
      event.preventDefault()
      toggle(idOf(rows[active]!))
    } else if (inRow && event.key === 'Enter' && onOpen) onOpen(rows[active]!)
  }
  const all = selected !== undefined && rows.length > 0 && rows.every((row) => selected.has(idOf(row)))
  const rowCount = list ? list.rowCount : rows.length
  return (
    <div className="tablewrap">
      <table className="grid cards" aria-label={label} aria-rowcount={rowCount === undefined ? -1 : rowCount + 1}>
        <thead>
          <tr>
            {selected && (
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label={label}
                  checked={all}
                  ref={(box) => {
                    if (box) box.indeterminate = selected.size > 0 && !all
                  }}
                  onChange={() => onSelect?.(all ? new Set() : new Set(rows.map(idOf)))}
                />
              </th>
            )}
            {columns.map(({ key, title, sort, kind }) => (
              <th
                key={key}
                scope="col"
                data-hide={kind === 'phone-hidden' ? 'phone' : undefined}
                aria-sort={
                  sort?.direction === undefined ? undefined : sort.direction === 'asc' ? 'ascending' : 'descending'
                }
              >
                {sort ? (
                  <button type="button" onClick={sort.onSort}>
                    {title}
                    <span aria-hidden="true">
                      {sort.direction === 'asc' ? '↑' : sort.direction === 'desc' ? '↓' : ''}
                    </span>
                  </button>
                ) : (
                  title
                )}
              </th>
            ))}
          </tr>
        </thead>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the rows take the keys */}
        <tbody ref={body} onKeyDown={keys}>
          {from > 0 && <Padding rows={from} columns={columns.length + 1} />}
          {shown.map((row, at) => {
            const id = idOf(row)
            const index = from + at
            return (
              <tr
                key={id}
                data-row={index}
                tabIndex={index === active ? 0 : -1}
                aria-rowindex={index + 2}
                aria-selected={selected ? selected.has(id) : undefined}
                className={selected?.has(id) ? 'sel' : undefined}
                onFocus={() => setActive(index)}
              >
                {selected && (
                  <td>
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      aria-label={id}
                      checked={selected.has(id)}
                      onChange={() => toggle(id)}
                    />
                  </td>
                )}
                {columns.map(({ key, cell, kind }) => {
                  const shown = cell(row)
                  return (
                    <td
                      key={key}
                      className={kind === 'title' ? 'ell' : kind ? 'nw' : undefined}
                      data-hide={kind === 'phone-hidden' || shown === NOTHING ? 'phone' : undefined}
                    >
                      {shown === NOTHING ? <span className="mute">{NOTHING}</span> : shown}
                    </td>
                  )
                })}
              </tr>
            )
          })}
          {to < rows.length && <Padding rows={rows.length - to} columns={columns.length + 1} />}
        </tbody>
      </table>
      {list && <LoadMore list={list} />}
    </div>
  )
}

/** The height of the rows that are not drawn. */
const Padding = ({ rows, columns }: { rows: number; columns: number }) => (
  <tr className="pad" aria-hidden="true">
    {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- an empty space, hidden from readers */}
    <td colSpan={columns} style={{ height: rows * ROW_PX }} />
  </tr>
)

/** Which rows the window shows; all of them while the list is short. */
function useWindow(body: React.RefObject<HTMLElement | null>, count: number, virtual: boolean) {
  const [top, setTop] = useState(0)
  useEffect(() => {
    if (!virtual) return
    let asked = 0
    const look = () => {
      asked = 0
      setTop(Math.max(0, -(body.current?.getBoundingClientRect().top ?? 0)))
    }
    const scrolled = () => (asked ||= requestAnimationFrame(look))
    addEventListener('scroll', scrolled, { passive: true })
    addEventListener('resize', scrolled)
    look()
    return () => {
      removeEventListener('scroll', scrolled)
      removeEventListener('resize', scrolled)
      cancelAnimationFrame(asked)
    }
  }, [virtual, body])
  if (!virtual) return { from: 0, to: count }
  const from = Math.max(0, Math.floor(top / ROW_PX) - BEYOND)
  return { from, to: Math.min(count, from + Math.ceil(innerHeight / ROW_PX) + 2 * BEYOND) }
}

function focusRow(body: HTMLElement | null, index: number): void {
  const row = body?.querySelector<HTMLElement>(`[data-row="${index}"]`)
  if (row) return row.focus()
  // Out of what is drawn: the row is scrolled to, drawn and then focused.
  const first = body?.getBoundingClientRect().top ?? 0
  scrollBy({ top: first + index * ROW_PX - innerHeight / 2 })
  requestAnimationFrame(() =>
    requestAnimationFrame(() => body?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus()),
  )
}
