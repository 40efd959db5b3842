import type { proposals as c } from '@lianxie/contracts'
import type { HistoryImportTables } from '@lianxie/service-kit'
import type { Generated } from 'kysely'
import type { ActorKind } from '../domain/history-case.ts'

/** Rows of imported history; see `migrations/0010-history.sql`. */
export interface HistoryTables extends Omit<HistoryImportTables, 'history_file'> {
  history_file: HistoryImportTables['history_file'] & { term_number: number | null; session_number: number | null }
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
