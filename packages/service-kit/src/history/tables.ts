import type { HistoryFormat, HistoryLineError, HistoryLineStatus } from '@lianxie/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Database, Json } from '../tables.ts'
import type { HistoryFactBase } from './kind.ts'

/** Rows of an import of past years that are alike in every service which takes them. */
export interface HistoryImportTables {
  history_file: {
    import_id: string
    region: string
    format: HistoryFormat
    uploaded_at: Date
    uploaded_by: string
    expires_at: Date
    sha256: string | null
    lines: number | null
    by_status: ColumnType<Record<string, number> | null, string | null | undefined, string | null>
    by_fact: ColumnType<Record<string, number> | null, string | null | undefined, string | null>
    ignored_columns: Json<string[]>
    creates: number | null
    completes: number | null
  }
  history_line: {
    import_id: string
    seq: number
    line: number
    place: number | null
    at: Date | null
    rank: number | null
    name: string | null
    ref: string | null
    fact: ColumnType<HistoryFactBase | null, string | null, string | null>
    fact_name: string | null
    digest: string | null
    status: Exclude<HistoryLineStatus, 'DONE'>
    errors: Json<HistoryLineError[]>
  }
  history_import: {
    id: string
    state: 'RUNNING' | 'FINISHED' | 'CANCELLED'
    region: string
    format: HistoryFormat
    sha256: string
    lines: number
    ready: number
    through: Generated<number>
    imported: Generated<number>
    known: Generated<number>
    wrong: Generated<number>
    started_at: Date
    started_by: string
    ended_at: Date | null
  }
}

/** The database of a service that takes past years in. */
export const history = (db: Database<any>): Database<HistoryImportTables> => db
