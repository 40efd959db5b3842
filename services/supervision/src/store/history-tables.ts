import type { supervision as c } from '@lianxie/contracts'
import type { HistoryImportTables } from '@lianxie/service-kit'

/** Rows of imported history; see `migrations/0008-history.sql`. */
export interface HistoryTables extends HistoryImportTables {
  history_fact: { name: string; digest: string; project_id: string; sha256: string; line: number }
  history_actor: { id: string; region: string; kind: 'MEMBER' | 'UNIT'; name: string | null; ref: string | null }
  history_project: {
    project_id: string
    region: string
    ref: string
    opening: c.HistoryOpening
    started_on: string
    team: number | null
    reported_on: string | null
  }
  history_visit: { visit_id: string; region: string; ref: string }
  history_finding: {
    finding_id: string
    region: string
    ref: string
    due_on: string | null
    last_on: string
  }
  history_appraisal: {
    id: string
    project_id: string
    region: string
    ref: string
    department: string
    score: number
    held_on: string
  }
}

export const historyOwnTables = [
  'history_import',
  'history_fact',
  'history_actor',
  'history_project',
  'history_visit',
  'history_finding',
  'history_appraisal',
] as const
/** What a file calls a member, which no event tells. */
export const historyWordColumns = { history_actor: ['ref'] } as const
