import type { Deadline, FileRef, supervision as c } from '@lianxie/contracts'
import type { Json } from '@lianxie/service-kit'
import type { ColumnType } from 'kysely'

type Files = ColumnType<FileRef[], string | undefined, string>

/** Rows of `migrations/0004-rectification.sql`. */
export interface RectificationTables {
  issue_dispute: {
    finding_id: string
    disputed_at: Date
    files: Files
    reason: string | null
    outcome: c.RecheckOutcome | null
    rechecked_at: Date | null
    checked_on: string | null
    way: c.CheckWay | null
    member_id: string | null
    recheck_files: Files
    recheck_reason: string | null
  }
  issue_round: {
    finding_id: string
    round: number
    cause: c.RoundCause
    began_at: Date
    deadline: Json<Deadline>
    planned_at: Date | null
    finish_on: string | null
    leader_post: string | null
    measures: string | null
    rectified_at: Date | null
    rectified_on: string | null
    files: Files
    result: string | null
    verdict: 'VERIFIED' | 'REOPENED' | null
    verdict_at: Date | null
    member_id: string | null
    checked_on: string | null
    way: c.CheckWay | null
    check_files: Files
    check_notes: string | null
  }
  issue_look_back: {
    finding_id: string
    round: number
    outcome: c.LookBackOutcome
    recorded_at: Date
    member_id: string
    checked_on: string
    way: c.CheckWay
    files: Files
    notes: string | null
  }
  issue_more_time: {
    id: string
    finding_id: string
    round: number
    until_on: string
    state: c.MoreTimeState
    requested_at: Date
    decided_at: Date | null
    reason: string | null
    decision_reason: string | null
  }
  issue_handler: { finding_id: string; handler: string }
}

export const rectificationOwnTables = [
  'issue_dispute',
  'issue_round',
  'issue_look_back',
  'issue_more_time',
  'issue_handler',
] as const satisfies readonly (keyof RectificationTables)[]
export const rectificationWordColumns = {
  issue_dispute: ['reason', 'recheck_reason'],
  issue_round: ['leader_post', 'measures', 'result', 'check_notes'],
  issue_look_back: ['notes'],
  issue_more_time: ['reason', 'decision_reason'],
} as const
