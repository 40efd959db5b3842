import type { ColumnType } from 'kysely'

/** A jsonb column that may be null. */
export type MaybeJson<T> = ColumnType<T | null, string | null | undefined, string | null>
/** A tsvector: written by `searchText`, never read. */
export type Search = ColumnType<never, string, string>
