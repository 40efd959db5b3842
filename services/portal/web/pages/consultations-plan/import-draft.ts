import type { Row } from '../../data/contracts.ts'

export type ImportRow = Row<'consultations.import-preview'>
type Cells = Readonly<Record<string, string>>

/** 改动: what was typed over the rows of an import, and the rows that are left out; kept on this device until it is checked anew. */
export interface Mended {
  cells: Readonly<Record<number, Cells>>
  left: readonly number[]
}
export const NOTHING: Mended = { cells: {}, left: [] }

const LAST = 'lx-plan-import'
const keyOf = (importId: string) => `${LAST}/${importId}`

export const lastImport = (): string | undefined => localStorage.getItem(LAST) ?? undefined

export function rememberImport(importId: string | undefined, before?: string): void {
  if (before !== undefined) localStorage.removeItem(keyOf(before))
  if (importId === undefined) localStorage.removeItem(LAST)
  else localStorage.setItem(LAST, importId)
}

/** What was typed before the page was closed. What cannot be read any more is as if nothing was typed. */
export function readMended(importId: string): Mended {
  try {
    const { cells, left } = JSON.parse(localStorage.getItem(keyOf(importId)) ?? '') as Mended
    return typeof cells === 'object' && Array.isArray(left) ? { cells, left } : NOTHING
  } catch {
    return NOTHING
  }
}

export const keepMended = (importId: string, mended: Mended): void =>
  localStorage.setItem(keyOf(importId), JSON.stringify(mended))

/** The rows as they shall be checked again: what was typed over what was read, without those left out and without empty cells. */
export function mendedRows(rows: readonly ImportRow[], { cells, left }: Mended): Cells[] {
  return rows
    .filter(({ row }) => !left.includes(row))
    .map(({ row, cells: read }) =>
      Object.fromEntries(Object.entries({ ...read, ...cells[row] }).filter(([, value]) => value.trim() !== '')),
    )
}

/** How many rows differ from what was checked. */
export const countMended = ({ cells, left }: Mended): number =>
  new Set([...Object.keys(cells).map(Number), ...left]).size
