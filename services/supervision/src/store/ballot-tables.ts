import type { supervision as c } from '@lianxie/contracts'
import type { Generated } from 'kysely'
import type { ColumnType } from 'kysely'

/** Rows of `migrations/0007-ballot.sql`. */
export interface BallotTables {
  ballot: {
    id: string
    state: c.BallotState
    title: string
    subject_id: string | null
    questions: ColumnType<c.BallotQuestion[], string, string>
    entitled: number
    public_key: string
    fingerprint: string
    quorum: number
    minimum: number
    opened_at: Date
    casting_at: Date | null
    ended_at: Date | null
    returned: number | null
    valid: number | null
    quorum_met: boolean | null
    withheld: c.ResultWithheld | null
    results: ColumnType<c.BallotResult[] | null, string | null, string | null>
  }
  ballot_voter: {
    ballot_id: string
    member_id: string
    token_id: Generated<string | null>
    issued_at: Generated<Date | null>
    blinded_sha256: Generated<string | null>
    blind_signature: Generated<string | null>
  }
  /** Neither is derived from events: a rebuild leaves them as they are. */
  ballot_spent_token: { ballot_id: string; token_hash: string }
  ballot_choice: { ballot_id: string; question: number; id: string; choice: string }
}

export const ballotOwnTables = ['ballot', 'ballot_voter'] as const satisfies readonly (keyof BallotTables)[]
export const ballotWordColumns = { ballot_voter: ['blind_signature'] } as const
