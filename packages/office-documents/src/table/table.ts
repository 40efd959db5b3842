/** What a cell may hold; nothing and the empty text leave it empty. */
export type Cell = string | number | Date | null | undefined

/**
 * What a column shows.
 * - `text`: as it is, never a formula.
 * - `date`: a day, given as 2022-03-01, or an instant, shown as its day in Asia/Shanghai.
 * - `instant`: a `Date`, shown as day and minute of Asia/Shanghai.
 * - `integer`, `number`: a finite number.
 */
export type ColumnKind = 'text' | 'date' | 'instant' | 'integer' | 'number'

export interface Column {
  header: string
  kind: ColumnKind
  /** In characters of Latin letters; a Chinese one takes two. */
  width?: number
  /** Breaks long text into lines, so that the row grows instead of hiding it. */
  wrap?: boolean
}

/** The outer form of a table, without its rows. */
export interface TableForm {
  /** The sheet's name; what Excel does not allow in one is replaced. */
  sheet: string
  columns: readonly Column[]
  /** Printed at the foot of each page, as for who exported the list and when. */
  footer?: string
}

/** 表格: a list for a spreadsheet. */
export interface Table extends TableForm {
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>
  /** What is thrown when there are more rows than this. Without it Excel's own limit holds. */
  limit?: { rows: number; exceeded: () => Error }
}

/** Rows that a sheet has beside its heading. */
export const MOST_ROWS = 1_048_575
export const MOST_COLUMNS = 16_384
