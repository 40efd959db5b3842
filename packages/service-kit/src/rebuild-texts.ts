/** Columns of one table in one order; the same object for all rows that have them in it. */
export interface Columns {
  names: readonly string[]
  /** As PostgreSQL writes them. */
  types: readonly string[]
  at: ReadonlyMap<string, number>
  /** With one more column behind them, by its name. */
  more: Map<string, Columns>
}

export const NO_COLUMNS = (): Columns => ({ names: [], types: [], at: new Map(), more: new Map() })

/** The columns with one more; undefined for one that the table does not have, or that is among them. */
export function withColumn(
  columns: Columns,
  name: string,
  typeOf: (name: string) => string | undefined,
): Columns | undefined {
  const known = columns.more.get(name)
  if (known) return known
  const type = typeOf(name)
  if (type === undefined || columns.at.has(name)) return undefined
  const { names, types, at } = columns
  const more: Columns = {
    names: [...names, name],
    types: [...types, type],
    at: new Map([...at, [name, names.length]]),
    more: new Map(),
  }
  columns.more.set(name, more)
  return more
}

/** Values of a row as PostgreSQL reads them, the same as the driver writes them. Many rows wait at once: arrays are small. */
export interface Texts {
  columns: Columns
  texts: (string | null)[]
}

export function textsOf(columns: Columns, values: readonly unknown[]): Texts | undefined {
  const texts: (string | null)[] = []
  for (let at = 0; at < columns.names.length; at += 1) {
    const value = values[at]
    // The driver writes an instant in local time, which is another day in some columns: it shall do so itself.
    if (value instanceof Date && columns.types[at] !== 'timestamp with time zone') return undefined
    texts.push(textOf(value))
  }
  return { columns, texts }
}

export const textIn = (row: Texts | undefined, column: string): string | null | undefined => {
  const at = row?.columns.at.get(column)
  return at === undefined ? undefined : row!.texts[at]
}

/** Types whose values are equal exactly when their texts are; ids are compared without regard to case. */
export const COMPARABLE: ReadonlySet<string> = new Set([
  'uuid',
  'text',
  'smallint',
  'integer',
  'bigint',
  'date',
  'boolean',
])

export function comparable(value: unknown, type: string): string | null {
  const text = textOf(value)
  return type === 'uuid' && text !== null ? text.toLowerCase() : text
}

/** One value of each row, as PostgreSQL reads an array. */
export function listOf(rows: readonly (readonly (string | null)[])[], at: number): string {
  return `{${rows.map((row) => quoted(row[at] ?? null)).join()}}`
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (Array.isArray(value)) return `{${value.map(elementOf).join()}}`
  return typeof value === 'object' ? JSON.stringify(value) : `${value as number | bigint | boolean}`
}

const elementOf = (value: unknown): string => (Array.isArray(value) ? textOf(value)! : quoted(textOf(value)))

function quoted(text: string | null): string {
  if (text === null) return 'NULL'
  return /["\\]/.test(text) ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : `"${text}"`
}
