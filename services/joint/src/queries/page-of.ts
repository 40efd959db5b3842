import { Refusal } from '@lianxie/contracts'

/**
 * One page of a list that is folded from signed entries and so is in memory anyway. The cursor names the last row, not a
 * position: rows that come in between are neither skipped nor shown twice. Refuses `request.cursor`.
 */
export function pageOf<Row, View>(
  rows: readonly Row[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  idOf: (row: Row) => string,
  view: (row: Row) => View,
): { items: View[]; total: number; next?: string } {
  const start = cursor === undefined ? 0 : rows.findIndex((row) => encode(idOf(row)) === cursor) + 1
  if (cursor !== undefined && start === 0) throw new Refusal('request.cursor', { field: 'cursor' })
  const items = rows.slice(start, start + limit)
  const last = items.at(-1)
  const more = start + items.length < rows.length && last !== undefined
  return { items: items.map(view), total: rows.length, ...(more && { next: encode(idOf(last)) }) }
}

const encode = (id: string) => Buffer.from(id).toString('base64url')
