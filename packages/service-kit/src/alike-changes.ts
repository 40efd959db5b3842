import { type CompiledQuery, PostgresQueryCompiler, type QueryId } from 'kysely'
import { type OneTable, type PlainUpdate, withAnyOf } from './plain-statement.ts'
import { COMPARABLE } from './rebuild-texts.ts'

/** Values of one column as texts that are equal when the values are; undefined for those that cannot be compared. */
export type TextsOf = (column: string) => readonly (string | null)[] | undefined

/**
 * Updates and deletions of one table that are alike but for the value of one column and were not sent yet: who did not come
 * to this session was absent, and so with that session. They concern different rows, so that one statement can be about all
 * of the values. Plain writes that are pending came before them; one that came after and may touch one of their rows, or
 * gives a row another value there, would have to wait for them.
 */
export class AlikeChanges {
  readonly #key: readonly string[]
  readonly #types: ReadonlyMap<string, string>
  /** Whose value tells them apart: one column at a time, as those by two might meet in a row. */
  #column: string | undefined
  #values = new Set<string>()
  #groups = new Map<string, { query: CompiledQuery; values: string[] }>()

  constructor({ key, types }: { key: readonly string[]; types: ReadonlyMap<string, string> }) {
    this.#key = key
    this.#types = types
  }

  get size(): number {
    return this.#values.size
  }

  /** Keeps an update back. False when it must go by itself, after what is pending. */
  add(update: PlainUpdate | OneTable, queryId: QueryId, textsOf: TextsOf): boolean {
    const { node, where } = update
    const changes = update.kind === 'update' ? [...update.set.keys()] : update.changes
    if (!node || changes.some((column) => this.#key.includes(column))) return false
    const column = this.#column ?? this.#columnOf(where)
    const [text, ...others] = (column !== undefined && textsOf(column)) || []
    if (column === undefined || text === undefined || text === null || others.length > 0) return false
    if (this.#values.has(text) || changes.includes(column)) return false
    const values: string[] = []
    const ofAll = withAnyOf(node, column, { values, type: this.#types.get(column)! })
    if (!ofAll) return false
    const query = compiler.compileQuery(ofAll, queryId)
    const said = JSON.stringify([query.sql, ...query.parameters.map(told)])
    const group = this.#groups.get(said) ?? { query, values }
    this.#groups.set(said, group)
    group.values.push(text)
    this.#values.add(text)
    this.#column = column
    return true
  }

  /** A column that has one value in the condition, of the key if there is one. */
  #columnOf(where: PlainUpdate['where']): string | undefined {
    const hasOne = (column: string) => where.get(column)?.length === 1 && COMPARABLE.has(this.#types.get(column) ?? '')
    return this.#key.find(hasOne) ?? [...where.keys()].find(hasOne)
  }

  /** True when one of them may change, or depend on, a row with these values. */
  mayMeet(textsOf: TextsOf): boolean {
    if (this.#column === undefined) return false
    const texts = textsOf(this.#column)
    return !texts || texts.some((text) => text === null || this.#values.has(text))
  }

  /** The statements that do what is pending, which is forgotten with that. */
  take(): CompiledQuery[] {
    const queries = [...this.#groups.values()].map(({ query }) => query)
    this.#groups = new Map()
    this.#values = new Set()
    this.#column = undefined
    return queries
  }
}

/** An instant is not the text of it, nor a large number its digits, in every column. */
const told = (value: unknown): unknown =>
  value instanceof Date || typeof value === 'bigint' ? { [typeof value]: String(Number(value)) } : value

const compiler = new PostgresQueryCompiler()
