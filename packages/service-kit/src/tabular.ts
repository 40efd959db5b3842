import { Refusal } from '@lianxie/contracts'
import type { CsvError } from 'csv-parse/sync'
import { readSpreadsheet } from './spreadsheet.ts'

/** One column that a table may have; its heading may be the name, the Chinese or English title, or an alias. */
export interface Column {
  name: string
  zh: string
  en: string
  aliases?: readonly string[]
  /** Without this column the table is refused. */
  required?: boolean
}

export interface TableLimits {
  /** Rows with something in them, below the heading. */
  rows: number
  columns: number
  /** Characters in one cell; a longer one is an error of its row. */
  cellLength: number
  /** Bytes that an XLSX file may unpack to. */
  unpackedBytes: number
}

export const TABLE_LIMITS: TableLimits = {
  rows: 5_000,
  columns: 100,
  cellLength: 5_000,
  unpackedBytes: 48 * 1024 * 1024,
}

export type TableFormat = 'xlsx' | 'csv' | 'json'

/** A cell that could not be taken as it is, in both languages. */
export interface CellError {
  column: string
  zh: string
  en: string
}

/** `row` counts from 1 as a spreadsheet shows it, in JSON the place in the array; empty cells are left out. */
export interface TableRow {
  row: number
  cells: Record<string, string>
  errors: CellError[]
}

export interface Table {
  rows: TableRow[]
  /** Headings that name no column. */
  ignored: string[]
}

/** What a cell can be before it becomes text. */
export type Cell = string | number | boolean | Date | null | undefined

/**
 * Reads a table whose heading is within its first ten rows: titles above it and empty rows are passed over.
 * CSV may be UTF-8 (with or without a byte order mark), UTF-16 with one, or GBK/GB18030, with comma, semicolon or tab.
 * JSON is an array of objects; a list of texts in it becomes one cell, joined by 、.
 * Refuses `import.unreadable`, `import.empty`, `import.too_large`, `import.too_many_rows`, `import.too_many_columns`,
 * `import.header_missing`, `import.header_twice`.
 */
export async function readTable(
  bytes: Uint8Array,
  format: TableFormat,
  columns: readonly Column[],
  limits: TableLimits = TABLE_LIMITS,
): Promise<Table> {
  if (bytes.length === 0) throw new Refusal('import.empty')
  switch (format) {
    case 'xlsx': {
      const sheets = await readSpreadsheet(bytes, limits.unpackedBytes)
      // Forms often carry a sheet of instructions: the one whose heading fits best is meant.
      const fits = sheets.map((grid) => ({ grid, found: findHeading(grid, columns).found }))
      const best = fits.reduce((a, b) => (b.found > a.found ? b : a), { grid: [] as Cell[][], found: -1 })
      return readGrid(best.grid, columns, limits)
    }
    case 'csv':
      return readGrid(await readCsv(decodeText(bytes), limits), columns, limits)
    case 'json':
      return readObjects(bytes, columns, limits)
  }
}

/** UTF-8, or what a byte order mark says, or GB18030 (which holds GBK and GB2312). */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  for (const encoding of utf16 ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\u0000')) return text
    } catch {
      // Not in this encoding: the next one is tried, and none is a refusal.
    }
  }
  throw new Refusal('import.unreadable', { reason: 'encoding' })
}

async function readCsv(text: string, limits: TableLimits): Promise<string[][]> {
  const { CsvError, parse } = await import('csv-parse/sync')
  const head = text.slice(0, 10_000)
  const count = (delimiter: string) => head.split(delimiter).length
  const delimiter = [',', '\t', ';'].reduce((a, b) => (count(b) > count(a) ? b : a))
  try {
    return parse(text, {
      delimiter,
      relaxColumnCount: true,
      maxRecordSize: 256 * 1024,
      // Two more than could be right, so that a table that is too long is seen as such.
      to: limits.rows * 2 + HEADING_ROWS + 2,
    })
  } catch (error) {
    if (error instanceof CsvError) {
      const at = (error as CsvError & { lines?: number }).lines
      throw new Refusal('import.unreadable', { reason: error.code, ...(at !== undefined && { row: at }) })
    }
    throw error
  }
}

/** How far down the heading may be. */
const HEADING_ROWS = 10

function readGrid(grid: readonly (readonly Cell[])[], columns: readonly Column[], limits: TableLimits): Table {
  const filled = grid.some((cells) => cells.some((cell) => textOf(cell) !== ''))
  if (!filled) throw new Refusal('import.empty')
  const heading = findHeading(grid, columns)
  requireColumns(heading.places, columns)
  if (heading.width > limits.columns) throw new Refusal('import.too_many_columns', { limit: limits.columns })
  const rows: TableRow[] = []
  for (let i = heading.index + 1; i < grid.length; i += 1) {
    const row = readRow(
      i + 1,
      [...heading.places].map(([name, at]) => [name, grid[i]![at]] as const),
      limits,
    )
    if (row) rows.push(row)
    if (rows.length > limits.rows) throw new Refusal('import.too_many_rows', { limit: limits.rows })
  }
  if (rows.length === 0) throw new Refusal('import.empty')
  return { rows, ignored: heading.ignored }
}

interface Heading {
  index: number
  /** How many columns were found; 0 where no row names any. */
  found: number
  width: number
  places: Map<string, number>
  ignored: string[]
  twice?: string
}

function findHeading(grid: readonly (readonly Cell[])[], columns: readonly Column[]): Heading {
  const names = namesOf(columns)
  const headings = grid.slice(0, HEADING_ROWS).map((cells, index) => headingAt(cells, index, names))
  const none: Heading = { index: -1, found: 0, width: 0, places: new Map(), ignored: [] }
  return headings.reduce((a, b) => (b.found > a.found ? b : a), none)
}

function headingAt(cells: readonly Cell[], index: number, names: ReadonlyMap<string, string>): Heading {
  const heading: Heading = { index, found: 0, width: cells.length, places: new Map(), ignored: [] }
  cells.forEach((cell, at) => {
    const title = textOf(cell)
    const name = names.get(plain(title))
    if (name === undefined) {
      if (title !== '') heading.ignored.push(title.slice(0, 100))
    } else if (heading.places.has(name)) heading.twice = name
    else heading.places.set(name, at)
  })
  heading.found = heading.places.size
  return heading.twice === undefined ? heading : refuseTwice(heading)
}

/** A row that names one column twice is only a heading when it names others too; a row of data may repeat a word. */
function refuseTwice(heading: Heading): Heading {
  if (heading.found > 1) throw new Refusal('import.header_twice', { field: heading.twice! })
  return heading
}

function requireColumns(places: ReadonlyMap<string, unknown>, columns: readonly Column[]): void {
  const missing = columns.filter(({ name, required }) => required && !places.has(name))
  if (missing.length === 0 && places.size > 0) return
  const told = missing.length > 0 ? missing : columns
  throw new Refusal('import.header_missing', {
    field: told[0]!.name,
    missing: told.map(({ name, zh, en }) => ({ name, zh, en })),
  })
}

const namesOf = (columns: readonly Column[]): Map<string, string> =>
  new Map(
    columns.flatMap(({ name, zh, en, aliases = [] }) =>
      [name, zh, en, ...aliases].map((title) => [plain(title), name]),
    ),
  )

/** 表头 as it is compared: full and half width, spaces, stars and remarks in brackets make no difference. */
const plain = (title: string) =>
  title
    .normalize('NFKC')
    .replaceAll(/\(.*?\)|[\s*:]/gu, '')
    .toLowerCase()

function readObjects(bytes: Uint8Array, columns: readonly Column[], limits: TableLimits): Table {
  const items = parseJson(bytes)
  if (!Array.isArray(items)) throw new Refusal('import.unreadable', { reason: 'not_an_array' })
  if (items.length === 0) throw new Refusal('import.empty')
  if (items.length > limits.rows) throw new Refusal('import.too_many_rows', { limit: limits.rows })
  const names = namesOf(columns)
  const seen = new Map<string, true>()
  const ignored = new Set<string>()
  const rows = items.flatMap((item: unknown, index) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      throw new Refusal('import.unreadable', { reason: 'not_an_object', row: index + 1 })
    }
    const keys = Object.keys(item)
    if (keys.length > limits.columns)
      throw new Refusal('import.too_many_columns', { limit: limits.columns, row: index + 1 })
    const given = new Map<string, unknown>()
    for (const key of keys) {
      const name = names.get(plain(key))
      if (name === undefined) ignored.add(key.slice(0, 100))
      else if (given.has(name)) throw new Refusal('import.header_twice', { field: name, row: index + 1 })
      else given.set(name, (item as Record<string, unknown>)[key])
      if (name !== undefined) seen.set(name, true)
    }
    return readRow(index + 1, [...given], limits) ?? []
  })
  requireColumns(seen, columns)
  if (rows.length === 0) throw new Refusal('import.empty')
  return { rows, ignored: [...ignored].slice(0, limits.columns) }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Refusal('import.unreadable', { reason: 'json' })
  }
}

function readRow(
  row: number,
  given: readonly (readonly [string, unknown])[],
  limits: TableLimits,
): TableRow | undefined {
  const result: TableRow = { row, cells: {}, errors: [] }
  for (const [column, value] of given) {
    const text = textOf(value)
    const error = typeof text === 'string' ? wrongText(value, text, limits) : NO_CELL
    if (error) result.errors.push({ column, ...error })
    if (typeof text === 'string' && text !== '') result.cells[column] = text.slice(0, limits.cellLength)
  }
  return result.errors.length > 0 || Object.keys(result.cells).length > 0 ? result : undefined
}

const NO_CELL = { zh: '应为文字、数字或文字列表', en: 'expected a text, a number or a list of texts' }

function wrongText(value: unknown, text: string, { cellLength }: TableLimits): Omit<CellError, 'column'> | undefined {
  if (text.length > cellLength) return { zh: `超过${cellLength}个字`, en: `longer than ${cellLength} characters` }
  if (typeof value === 'number' && !Number.isSafeInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    // A spreadsheet keeps fifteen digits of a number: an identity card's last ones are lost already.
    return {
      zh: '数字位数过多，末尾已失真，请将单元格设为文本后重填',
      en: 'a number too long to be exact: format the cell as text and fill it in again',
    }
  }
  if (!text.isWellFormed() || text.includes('\u0000'))
    return { zh: '含有无效字符', en: 'holds characters that are no text' }
  return undefined
}

/** The text of a cell, trimmed; undefined for something that is no cell. */
function textOf(value: Cell): string
function textOf(value: unknown): string | undefined
function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00\.000Z$/, '')
      .replace(/:\d\d\.\d{3}Z$/, '')
      .replace('T', ' ')
  if (Array.isArray(value) && value.every((part) => typeof part === 'string'))
    return value.map((part) => part.trim()).join('、')
  return undefined
}
