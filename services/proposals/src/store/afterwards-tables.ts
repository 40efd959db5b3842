import type { Deadline, FileRef, proposals as c } from '@lianxie/contracts'
import type { Json } from '@lianxie/service-kit'
import type { ColumnType, Generated } from 'kysely'

/** Rows from the reply to the archive; see `migrations/0003-afterwards.sql`. A `date` is the text `2022-03-01`. */
export interface AfterwardsTables {
  proposal_feedback: {
    proposal_id: string
    round: number
    unit_id: string
    result_class: c.ResultClass
    sent_on: string
    due_at: Date | null
    closed_at: Date | null
  }
  proposal_rating: {
    proposal_id: string
    round: number
    unit_id: string
    original_id: string
    proposer_kind: 'MEMBER' | 'BODY'
    proposer_id: string
    state: Generated<c.FeedbackFormState>
    origin: Generated<'LIVE' | 'IMPORTED'>
    version: number | null
    rated_at: Date | null
    visit: c.ProposerVisit | null
    attitude: c.FeedbackAttitude | null
    sought_by: c.OpinionSought | null
    on_point: c.OnPoint | null
    leader_replied: boolean | null
    result: c.FeedbackResult | null
  }
  proposal_rehandling: {
    proposal_id: string
    round: number
    version: number
    ordered_at: Date
    deadline: Json<Deadline>
    due_at: Date
  }
  pressure_report: {
    id: string
    proposal_id: string
    original_id: string
    proposer_kind: 'MEMBER' | 'BODY'
    proposer_id: string
    reported_at: Date
    settled_at: Date | null
    outcome: c.PressureOutcome | null
  }
  proposal_promise: {
    id: string
    proposal_id: string
    round: number
    unit_id: string
    due_on: string
    state: Generated<c.PromiseState>
    version: number
    made_at: Date
    settled_at: Date | null
  }
  promise_report: {
    promise_id: string
    version: number
    reported_at: Date
    done: boolean
    files: Json<FileRef[]>
  }
  proposal_upgrade: {
    proposal_id: string
    version: number
    unit_id: string
    from_class: c.ResultClass
    to_class: c.ResultClass
    files: Json<FileRef[]>
    state: Generated<'ASKED' | 'GRANTED' | 'REFUSED'>
    asked_at: Date
    answered_at: Date | null
  }
  look_back: { id: string; year: number; opened_at: Date }
  look_back_item: {
    look_back_id: string
    proposal_id: string
    finding: c.LookBackFinding | null
    held_on: string | null
    version: number | null
    files: ColumnType<FileRef[], string | undefined, string>
  }
  proposal_key: {
    proposal_id: string
    state: c.KeyState
    nominated_at: Date
    nominated_version: number
    consulted_body_ids: string[]
    decided_on: string | null
    decided_version: number | null
    leadership: c.KeyLeadership | null
    is_handling_led: boolean | null
    supervising_member_id: string | null
    responsible_body_id: string | null
    appointed_version: number | null
  }
  key_vote: {
    id: string
    proposal_ids: string[]
    body_ids: string[]
    seats: number
    closes_on: string
    opened_at: Date
    closed_at: Date | null
    ballots: number | null
    counts: ColumnType<c.KeyVoteCount[] | null, string | null | undefined, string | null>
    on_paper: boolean | null
  }
  key_vote_given: { vote_id: string; voter_kind: c.KeyVoter['kind']; voter_id: string; proposal_ids: string[] }
  proposal_supervision: {
    id: string
    version: number
    proposal_id: string
    form: c.SupervisionForm
    held_on: string
    member_ids: string[]
    body_ids: string[]
    files: Json<FileRef[]>
    recorded_at: Date
  }
  proposal_instruction: {
    id: string
    proposal_id: string
    version: number
    instructed_on: string
    recorded_at: Date
  }
  appraisal: {
    id: string
    unit_id: string
    year: number
    state: c.AppraisalState
    items: Json<c.AppraisalItem[]>
    opened_at: Date
    held_on: string | null
    entitled: number | null
    ballots: number | null
    means: ColumnType<c.AppraisalMean[] | null, string | null | undefined, string | null>
    total: string | null
    result: c.AppraisalResult | null
  }
  appraisal_appraiser: { appraisal_id: string; member_id: string; scored: Generated<boolean> }
  appraisal_entry: {
    appraisal_id: string
    version: number
    kind: 'SELF_ASSESSMENT' | 'RECTIFICATION' | 'REPORT' | 'LOOK_BACK' | 'CONCLUSION'
    entered_at: Date
    scores: ColumnType<c.AppraisalScore[] | null, string | null | undefined, string | null>
    due_on: string | null
    held_on: string | null
    is_mended: boolean | null
    files: ColumnType<FileRef[], string | undefined, string>
  }
  appraisal_tally: { appraisal_id: string; item: string; score: number; given: number }
  correction: {
    proposal_id: string
    version: number
    corrects: number
    field: string
    corrected_at: Date
    corrected_by: string
  }
  current_words: { aggregate: string; version: number; field: string; text: string }
}

/** 公开决定 that waits to be checked. */
export interface PreparedPublication {
  modes: c.PublicationModes
  sha256: string
  /** The version of its event, under which its words are, and who drew it up. */
  version: number
  by: string
}

/** 已公开的内容. */
export interface Published {
  modes: c.PublicationModes
  subject?: string | undefined
  body?: string | undefined
  reply?: string | undefined
}

/** The columns of `proposal` that come after the reply. */
export interface AfterwardsColumns {
  closed_at: Date | null
  final_outcome: c.FinalOutcome | null
  upgraded_class: c.ResultClass | null
  key_since: string | null
  archived_at: Date | null
  file_number: string | null
  keep_until: string | null
  publication: ColumnType<PreparedPublication | null, string | null | undefined, string | null>
  published_at: Date | null
  published_search: string | null
  published: ColumnType<Published | null, string | null | undefined, string | null>
}

/** What `apply` writes after the reply, in an order that satisfies foreign keys. The tally of scores is in no event. */
export const afterwardsOwnTables = [
  'proposal_feedback',
  'proposal_rating',
  'proposal_rehandling',
  'pressure_report',
  'proposal_promise',
  'promise_report',
  'proposal_upgrade',
  'look_back',
  'look_back_item',
  'proposal_key',
  'key_vote',
  'key_vote_given',
  'proposal_supervision',
  'proposal_instruction',
  'appraisal',
  'appraisal_appraiser',
  'appraisal_entry',
  'correction',
] as const satisfies readonly (keyof AfterwardsTables)[]
