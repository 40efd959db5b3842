import type { proposals as c } from '@lianxie/contracts'
import type { Json } from '@lianxie/service-kit'
import type { ColumnType, Generated } from 'kysely'
import type { ActorKind } from '../domain/history-case.ts'

/** Rows of imported history; see `migrations/0010-history.sql`. */
export interface HistoryTables {
  history_file: {
    import_id: string
    region: string
    term_number: number | null
    session_number: number | null
    format: c.HistoryFormat
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
    fact: ColumnType<c.HistoryFact | null, string | null, string | null>
    fact_name: string | null
    digest: string | null
    status: Exclude<c.HistoryLineStatus, 'DONE'>
    errors: Json<c.HistoryLineError[]>
  }
  history_import: {
    id: string
    state: Exclude<c.HistoryImportState, 'PREVIEW'>
    region: string
    format: c.HistoryFormat
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
  history_fact: { name: string; digest: string; proposal_id: string; sha256: string; line: number }
  history_actor: {
    id: string
    region: string
    kind: ActorKind
    name: string | null
    ref: string | null
    person: string | null
  }
  history_case: HistoryCaseTable
  history_step: {
    proposal_id: string
    version: number
    step: 'KEY' | 'ASSIGNED' | 'RETURNED' | 'CONSULTED' | 'REPLIED' | 'SUPERVISED' | 'RATED'
    happened_on: string
    is_dated: boolean
    round: number | null
    unit_id: string | null
    co_unit_ids: string[] | null
    due_on: string | null
    form: string | null
    by_telephone: boolean | null
    class: string | null
    rating: string | null
  }
}

export interface HistoryCaseTable {
  proposal_id: string
  region: string
  ref: string
  received_on: string
  term_number: number | null
  session_number: number | null
  year: number
  printed_number: number | null
  printed_category: string | null
  co_bodies: string[]
  decided_on: string | null
  decided_as: c.ProposalState | null
  key_on: string | null
  printed_leader: string | null
  assigned_round: number | null
  assigned_on: string | null
  first_assigned_on: string | null
  lead_unit_id: string | null
  co_unit_ids: string[] | null
  due_on: string | null
  is_returned: Generated<boolean>
  returns: Generated<number>
  is_met: Generated<boolean>
  first_replied_on: string | null
  replied_on: string | null
  replied_round: number | null
  result_class: 'A' | 'B' | 'C' | 'D' | null
  is_dated: Generated<boolean>
}

/** What `apply` writes of imported history, behind `proposal`. */
export const historyOwnTables = [
  'history_import',
  'history_fact',
  'history_actor',
  'history_case',
  'history_step',
] as const satisfies readonly (keyof HistoryTables)[]

/** Words of imported history that no event carries. */
export const historyWordColumns = { history_actor: ['ref', 'person'] } as const
