import { type RawBuilder, sql } from 'kysely'
import type { PlainInsert, PlainUpdate, Values } from './rebuild-statement.ts'

/** What has to be known of a table to write many of its rows at once. */
export interface TableShape {
  name: string
  /** By column, how PostgreSQL writes its type. */
  types: ReadonlyMap<string, string>
  /** The columns of the primary key. */
  key: readonly string[]
  /** True when the primary key is the only thing that rows can collide in. */
  keyAlone: boolean
}

/** Types whose values are equal exactly when their texts are; ids are compared without regard to case. */
const COMPARABLE = new Set(['uuid', 'text', 'smallint', 'integer', 'bigint', 'date', 'boolean'])

/** True for tables whose writes may be kept back: rows are told apart by what a statement says of their key. */
export const canWait = ({ types, key }: TableShape): boolean =>
  key.length > 0 && key.every((column) => COMPARABLE.has(types.get(column)!))

interface PendingRow {
  /** What is written if the row is not there; undefined when it is there already. */
  inserted: Map<string, string | null> | undefined
  /** What is written if it is there; undefined when it must not be. */
  set: Map<string, string | null> | undefined
}

/** Writes of one table that were not sent yet: at most one a row, whatever was asked of it. */
export class PendingTable {
  readonly shape: TableShape
  #rows = new Map<string, PendingRow>()

  constructor(shape: TableShape) {
    this.shape = shape
  }

  get size(): number {
    return this.#rows.size
  }

  /** Keeps an insertion back. False when it must go by itself, after what is pending. */
  insert({ rows, conflict }: PlainInsert): boolean {
    const placed: [string, PendingRow][] = []
    for (const row of rows) {
      const key = this.#keyOf(row)
      const texts = this.#textsOf(row)
      if (key === undefined || !texts) return false
      const set = conflict && this.#setOnConflict(conflict, texts)
      const before = this.#rows.get(key)
      if (conflict && !set) return false
      // Of two insertions of one row the second fails: PostgreSQL shall say so.
      if (before && (!conflict || !before.inserted)) return false
      placed.push([key, { inserted: texts, set }])
    }
    // A statement may not touch a row twice, and PostgreSQL shall say so.
    if (new Set(placed.map(([key]) => key)).size < placed.length) return false
    for (const [key, row] of placed) {
      const before = this.#rows.get(key)
      if (before) merge(before, row.set!)
      else this.#rows.set(key, row)
    }
    return true
  }

  /** Keeps an update back. False when it must go by itself, after what is pending. */
  update({ set, where }: PlainUpdate): boolean {
    const { key } = this.shape
    if (where.size !== key.length || key.some((column) => !where.has(column) || set.has(column))) return false
    const texts = this.#textsOf(set)
    if (!texts) return false
    const keys = combinations(key.map((column) => where.get(column)!)).map((values) =>
      this.#keyOf(new Map(key.map((column, index) => [column, values[index]]))),
    )
    if (keys.some((key) => key === undefined)) return false
    for (const key of keys) {
      const before = this.#rows.get(key!)
      if (before) merge(before, texts)
      else this.#rows.set(key!, { inserted: undefined, set: new Map(texts) })
    }
    return true
  }

  /** True when a statement with this condition may see or change a pending row. */
  mayMatch(where: ReadonlyMap<string, readonly unknown[]>): boolean {
    if (this.#rows.size === 0) return false
    const wanted: [index: number, column: string, texts: Set<string | null>][] = []
    for (const [column, values] of where) {
      const type = this.shape.types.get(column)
      if (!COMPARABLE.has(type ?? '')) continue
      wanted.push([this.shape.key.indexOf(column), column, new Set(values.map((value) => comparable(value, type!)))])
    }
    if (wanted.length === 0) return true
    if (wanted.length === where.size && wanted.length === this.shape.key.length && wanted.every(([at]) => at >= 0)) {
      const keys = combinations(this.shape.key.map((column) => where.get(column)!))
      return keys.some((values) => {
        const key = this.#keyOf(new Map(this.shape.key.map((column, index) => [column, values[index]])))
        return key === undefined || this.#rows.has(key)
      })
    }
    for (const [key, row] of this.#rows) {
      const parts = key.split('\0')
      const excluded = wanted.some(([at, column, texts]) => {
        if (at >= 0) return !texts.has(parts[at]!)
        // An update is of a row whose other columns are not known here, and what it sets counts only from then on.
        const known = row.set === undefined ? row.inserted?.get(column) : undefined
        return known !== undefined && !texts.has(comparable(known, this.shape.types.get(column)!))
      })
      if (!excluded) return true
    }
    return false
  }

  /** The statements that write everything that is pending, which is forgotten with that. */
  take(): RawBuilder<unknown>[] {
    const groups = new Map<string, [string, PendingRow][]>()
    for (const entry of this.#rows) {
      const [, { inserted, set }] = entry
      const shape = `${inserted ? [...inserted.keys()].join() : ''} ${set ? [...set.keys()].join() : '-'}`
      const group = groups.get(shape)
      if (group) group.push(entry)
      else groups.set(shape, [entry])
    }
    this.#rows = new Map()
    // Updates come first: a row may have to give up what must be unique before another can be inserted with it.
    return [...groups.values()]
      .sort(([a], [b]) => Number(!!a![1].inserted) - Number(!!b![1].inserted))
      .map((group) => (group[0]![1].inserted ? this.#insertAll(group) : this.#updateAll(group)))
  }

  #insertAll(group: [string, PendingRow][]): RawBuilder<unknown> {
    const { inserted, set } = group[0]![1]
    const columns = [...inserted!.keys()]
    const rows = group.map(([, row]) => columns.map((column) => row.inserted!.get(column)!))
    const { table, names } = { table: sql.id(this.shape.name), names: sql.join(columns.map((name) => sql.id(name))) }
    return sql`insert into ${table} (${names}) select ${this.#values(columns)} from ${this.#unnest(columns, rows)} ${this.#onConflict(set)}`
  }

  #onConflict(set: PendingRow['set']): RawBuilder<unknown> {
    if (!set) return sql``
    const target = sql.join(this.shape.key.map((name) => sql.id(name)))
    if (set.size === 0) return sql`on conflict (${target}) do nothing`
    const sets = sql.join([...set.keys()].map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`))
    return sql`on conflict (${target}) do update set ${sets}`
  }

  #updateAll(group: [string, PendingRow][]): RawBuilder<unknown> {
    const changed = [...group[0]![1].set!.keys()]
    const columns = [...this.shape.key, ...changed]
    const rows = group.map(([key, { set }]) => [...key.split('\0'), ...changed.map((column) => set!.get(column)!)])
    const sets = sql.join(changed.map((name) => sql`${sql.id(name)} = ${this.#value(name)}`))
    const same = this.shape.key.map((name) => sql`t.${sql.id(name)} = ${this.#value(name)}`)
    return sql`update ${sql.id(this.shape.name)} t set ${sets} from ${this.#unnest(columns, rows)} where ${sql.join(same, sql` and `)}`
  }

  #values(columns: readonly string[]) {
    return sql.join(columns.map((column) => this.#value(column)))
  }

  // `unnest` would take an array of arrays apart to its last element: those travel as text.
  #value(column: string) {
    const type = this.shape.types.get(column)!
    return type.endsWith('[]') ? sql`v.${sql.id(column)}::${sql.raw(type)}` : sql`v.${sql.id(column)}`
  }

  #unnest(columns: readonly string[], rows: readonly (readonly (string | null)[])[]) {
    const arrays = columns.map((column, index) => {
      const type = this.shape.types.get(column)!
      return sql`${rows.map((row) => row[index] ?? null)}::${sql.raw(type.endsWith('[]') ? 'text[]' : `${type}[]`)}`
    })
    return sql`unnest(${sql.join(arrays)}) as v (${sql.join(columns.map((name) => sql.id(name)))})`
  }

  #keyOf(row: Values): string | undefined {
    let found = ''
    for (const column of this.shape.key) {
      const text = comparable(row.get(column), this.shape.types.get(column)!)
      if (text === null) return undefined
      found += found === '' ? text : `\0${text}`
    }
    return found
  }

  #textsOf(values: Values): Map<string, string | null> | undefined {
    const texts = new Map<string, string | null>()
    for (const [column, value] of values) {
      const type = this.shape.types.get(column)
      if (type === undefined) return undefined
      // The driver writes an instant in local time, which is another day in some columns: it shall do so itself.
      if (value instanceof Date && type !== 'timestamp with time zone') return undefined
      texts.set(column, textOf(value))
    }
    return texts
  }

  /** What an upsert sets, if that is what it would insert. */
  #setOnConflict({ columns, set }: NonNullable<PlainInsert['conflict']>, row: ReadonlyMap<string, string | null>) {
    const isOfKey = columns
      ? columns.length === this.shape.key.length && this.shape.key.every((column) => columns.includes(column))
      : this.shape.keyAlone
    const texts = isOfKey ? this.#textsOf(set) : undefined
    if (!texts) return undefined
    for (const [column, text] of texts)
      if (row.get(column) !== text || this.shape.key.includes(column)) return undefined
    return texts
  }
}

/** The row as it was going to be inserted gets the change, and so does the row that may be there instead. */
function merge(before: PendingRow, set: ReadonlyMap<string, string | null>): void {
  for (const [column, text] of set) {
    before.inserted?.set(column, text)
    before.set?.set(column, text)
  }
}

const combinations = (lists: readonly (readonly unknown[])[]): unknown[][] =>
  lists.reduce<unknown[][]>((begun, list) => begun.flatMap((some) => list.map((one) => [...some, one])), [[]])

function comparable(value: unknown, type: string): string | null {
  const text = textOf(value)
  return type === 'uuid' && text !== null ? text.toLowerCase() : text
}

/** A value as PostgreSQL reads it, the same as the driver writes it. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (Array.isArray(value)) return `{${value.map(elementOf).join()}}`
  return typeof value === 'object' ? JSON.stringify(value) : `${value as number | bigint | boolean}`
}

function elementOf(value: unknown): string {
  if (Array.isArray(value)) return textOf(value)!
  const text = textOf(value)
  return text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
