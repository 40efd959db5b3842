import { type CompiledQuery, type QueryId, type RawBuilder, sql } from 'kysely'
import { AlikeChanges } from './alike-changes.ts'
import type { OneTable, PlainInsert, PlainUpdate } from './plain-statement.ts'
import {
  type Columns,
  COMPARABLE,
  comparable,
  listOf,
  NO_COLUMNS,
  textIn,
  type Texts,
  textsOf,
  withColumn,
} from './rebuild-texts.ts'
import type { Tx } from './tables.ts'

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

/** True for tables whose writes may be kept back: rows are told apart by what a statement says of their key. */
export const canWait = ({ types, key }: TableShape): boolean =>
  key.length > 0 && key.every((column) => COMPARABLE.has(types.get(column)!))

interface PendingRow {
  /** What is written if the row is not there; undefined when it is there already. */
  inserted: Texts | undefined
  /** What is written if it is there; undefined when it must not be. */
  set: Texts | undefined
}

/** Rows that one statement can write, as they have the same columns. */
interface Group {
  isInsert: boolean
  /** What is inserted, or else set. */
  columns: Columns
  /** What an insertion sets in a row that is there already. */
  set: Columns | undefined
  keys: string[]
  rows: (readonly (string | null)[])[]
}

/** Writes of one table that were not sent yet: at most one a row, whatever was asked of it. */
export class PendingTable {
  readonly shape: TableShape
  readonly #none = NO_COLUMNS()
  #rows = new Map<string, PendingRow>()
  readonly #alike: AlikeChanges

  constructor(shape: TableShape) {
    this.shape = shape
    this.#alike = new AlikeChanges(shape)
  }

  get size(): number {
    return this.#rows.size + this.#alike.size
  }

  /** Keeps an insertion back. False when it must go by itself, after what is pending. */
  insert({ columns: names, rows, conflict }: PlainInsert): boolean {
    const columns = this.#columnsOf(names)
    if (!columns) return false
    const placed: [string, PendingRow][] = []
    for (const values of rows) {
      const valueOf = (column: string) => values[columns.at.get(column)!]
      // Of a row that is there already, its key alone is known.
      const isKnown = (column: string) => !conflict || this.shape.key.includes(column)
      if (this.#alike.mayMeet((column) => (isKnown(column) ? [this.#comparable(valueOf(column), column)] : undefined)))
        return false
      const key = this.#keyOf(valueOf)
      const inserted = textsOf(columns, values)
      if (key === undefined || !inserted) return false
      const set = conflict && this.#setOnConflict(conflict, inserted)
      const before = this.#rows.get(key)
      if (conflict && !set) return false
      // Of two insertions of one row the second fails: PostgreSQL shall say so.
      if (before && (!conflict || !before.inserted)) return false
      placed.push([key, { inserted, set }])
    }
    // A statement may not touch a row twice, and PostgreSQL shall say so.
    if (placed.length > 1 && new Set(placed.map(([key]) => key)).size < placed.length) return false
    for (const [key, row] of placed) {
      const before = this.#rows.get(key)
      if (before) this.#merge(before, row.set!)
      else this.#rows.set(key, row)
    }
    return true
  }

  /** Keeps an update back. False when it must go by itself, after what is pending. */
  update({ set, where }: PlainUpdate): boolean {
    const { key } = this.shape
    if (where.size !== key.length || key.some((column) => !where.has(column) || set.has(column))) return false
    const columns = this.#columnsOf(set.keys())
    if (!columns || this.#alike.mayMeet((column) => this.#comparables(where, column))) return false
    const change = textsOf(columns, [...set.values()])
    if (!change) return false
    const keys = this.#keysOf(where)
    if (keys.some((one) => one === undefined)) return false
    for (const one of keys) {
      const before = this.#rows.get(one!)
      if (before) this.#merge(before, change)
      else this.#rows.set(one!, { inserted: undefined, set: { columns, texts: [...change.texts] } })
    }
    return true
  }

  /** Keeps back an update or a deletion of all rows with one value in a column. False when it must go by itself. */
  change(update: PlainUpdate | OneTable, queryId: QueryId): boolean {
    return this.#alike.add(update, queryId, (column) => this.#comparables(update.where, column))
  }

  /** True when a statement with this condition may see or change a pending row. */
  mayMatch(where: ReadonlyMap<string, readonly unknown[]>): boolean {
    if (this.#alike.mayMeet((column) => this.#comparables(where, column))) return true
    if (this.#rows.size === 0) return false
    const { key, types } = this.shape
    const wanted: [index: number, column: string, texts: Set<string | null>][] = []
    for (const column of where.keys()) {
      if (!COMPARABLE.has(types.get(column) ?? '')) continue
      wanted.push([key.indexOf(column), column, new Set(this.#comparables(where, column))])
    }
    if (wanted.length === 0) return true
    if (wanted.length === where.size && wanted.length === key.length && wanted.every(([at]) => at >= 0))
      return this.#keysOf(where).some((one) => one === undefined || this.#rows.has(one))
    for (const [one, row] of this.#rows) {
      const parts = one.split('\0')
      const excluded = wanted.some(([at, column, texts]) => {
        if (at >= 0) return !texts.has(parts[at]!)
        // An update is of a row whose other columns are not known here, and what it sets counts only from then on.
        const known = row.set === undefined ? textIn(row.inserted, column) : undefined
        return known !== undefined && !texts.has(this.#comparable(known, column))
      })
      if (!excluded) return true
    }
    return false
  }

  /** The statements that write everything that is pending, which is forgotten with that. */
  take(tx: Tx<any>): CompiledQuery[] {
    const groups = new Map<Columns, Map<Columns | undefined, Group>>()
    for (const [key, { inserted, set }] of this.#rows) {
      const written = inserted ?? set!
      const alike = groups.get(written.columns) ?? new Map<Columns | undefined, Group>()
      groups.set(written.columns, alike)
      const onConflict = inserted ? set?.columns : this.#none
      const group = alike.get(onConflict) ?? groupOf(!!inserted, written.columns, onConflict)
      alike.set(onConflict, group)
      group.keys.push(key)
      group.rows.push(written.texts)
    }
    this.#rows = new Map()
    // Updates come first: a row may have to give up what must be unique before another can be inserted with it.
    const plain = [...groups.values()]
      .flatMap((alike) => [...alike.values()])
      .sort((a, b) => Number(a.isInsert) - Number(b.isInsert))
      .map((group) => (group.isInsert ? this.#insertAll(group) : this.#updateAll(group)))
    return [...plain.map((statement) => statement.compile(tx)), ...this.#alike.take()]
  }

  #insertAll({ columns: { names }, set, rows }: Group): RawBuilder<unknown> {
    const [table, list] = [sql.id(this.shape.name), sql.join(names.map((name) => sql.id(name)))]
    const lists = names.map((_, at) => listOf(rows, at))
    const values = sql.join(names.map((name) => this.#value(name)))
    return sql`insert into ${table} (${list}) select ${values} from ${this.#unnest(names, lists)} ${this.#onConflict(set)}`
  }

  #onConflict(set: Columns | undefined): RawBuilder<unknown> {
    if (!set) return sql``
    const target = sql.join(this.shape.key.map((name) => sql.id(name)))
    if (set.names.length === 0) return sql`on conflict (${target}) do nothing`
    const sets = sql.join(set.names.map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`))
    return sql`on conflict (${target}) do update set ${sets}`
  }

  #updateAll({ columns: { names }, keys, rows }: Group): RawBuilder<unknown> {
    const { name, key } = this.shape
    const parts = keys.map((one) => one.split('\0'))
    const lists = [...key.map((_, at) => listOf(parts, at)), ...names.map((_, at) => listOf(rows, at))]
    const sets = sql.join(names.map((column) => sql`${sql.id(column)} = ${this.#value(column)}`))
    const same = sql.join(
      key.map((column) => sql`t.${sql.id(column)} = ${this.#value(column)}`),
      sql` and `,
    )
    return sql`update ${sql.id(name)} t set ${sets} from ${this.#unnest([...key, ...names], lists)} where ${same}`
  }

  // `unnest` would take an array of arrays apart to its last element: those travel as text.
  #value(column: string) {
    const type = this.shape.types.get(column)!
    return type.endsWith('[]') ? sql`v.${sql.id(column)}::${sql.raw(type)}` : sql`v.${sql.id(column)}`
  }

  #unnest(columns: readonly string[], lists: readonly string[]) {
    const arrays = columns.map((column, index) => {
      const type = this.shape.types.get(column)!
      return sql`${lists[index]}::${sql.raw(type.endsWith('[]') ? 'text[]' : `${type}[]`)}`
    })
    return sql`unnest(${sql.join(arrays)}) as v (${sql.join(columns.map((name) => sql.id(name)))})`
  }

  #columnsOf(names: Iterable<string>): Columns | undefined {
    let columns: Columns | undefined = this.#none
    for (const name of names) if (columns) columns = this.#with(columns, name)
    return columns
  }

  #with = (columns: Columns, name: string) => withColumn(columns, name, (column) => this.shape.types.get(column))

  /** The row as it was going to be inserted gets the change, and so does the row that may be there instead. */
  #merge({ inserted, set }: PendingRow, change: Texts): void {
    for (const into of [inserted, set]) {
      if (!into) continue
      change.columns.names.forEach((name, index) => {
        const at = into.columns.at.get(name)
        if (at === undefined) into.columns = this.#with(into.columns, name)!
        into.texts[at ?? into.texts.length] = change.texts[index]!
      })
    }
  }

  #keyOf(valueOf: (column: string) => unknown): string | undefined {
    let found: string | undefined
    for (const column of this.shape.key) {
      const text = this.#comparable(valueOf(column), column)
      if (text === null) return undefined
      found = found === undefined ? text : `${found}\0${text}`
    }
    return found
  }

  #keysOf(where: ReadonlyMap<string, readonly unknown[]>): (string | undefined)[] {
    const { key } = this.shape
    return combinations(key.map((column) => where.get(column)!)).map((values) =>
      this.#keyOf((column) => values[key.indexOf(column)]),
    )
  }

  #comparable(value: unknown, column: string) {
    return comparable(value, this.shape.types.get(column)!)
  }

  #comparables(where: ReadonlyMap<string, readonly unknown[]>, column: string) {
    return where.get(column)?.map((value) => this.#comparable(value, column))
  }

  /** What an upsert sets, if that is what it would insert. */
  #setOnConflict({ columns, set }: NonNullable<PlainInsert['conflict']>, row: Texts): Texts | undefined {
    const { key, keyAlone } = this.shape
    const isOfKey = columns
      ? columns.length === key.length && key.every((column) => columns.includes(column))
      : keyAlone
    const names = isOfKey ? this.#columnsOf(set.keys()) : undefined
    const found = names && textsOf(names, [...set.values()])
    const isSame = (name: string, index: number) => !key.includes(name) && textIn(row, name) === found!.texts[index]
    return found?.columns.names.every(isSame) ? found : undefined
  }
}

const groupOf = (isInsert: boolean, columns: Columns, set: Columns | undefined): Group => ({
  isInsert,
  columns,
  set,
  keys: [],
  rows: [],
})

const combinations = (lists: readonly (readonly unknown[])[]): unknown[][] =>
  lists.reduce<unknown[][]>((begun, list) => begun.flatMap((some) => list.map((one) => [...some, one])), [[]])
