import type { FileRef, proposals as c } from '@lianxie/contracts'
import type { PolicyPack } from '@lianxie/policy'
import type { Json, KnownCommittee, KnownMember, KnownUnit } from '@lianxie/service-kit'
import type { ColumnType, Generated } from 'kysely'
import type { AfterwardsColumns } from './afterwards-tables.ts'
import type { HandledColumns } from './handling-tables.ts'

/** Rows from the draft to filing; see `migrations/0001-proposals.sql`. A `date` is the text `2022-03-01`. */
export interface DraftTables {
  intake: {
    id: string
    term_number: number
    session_number: number
    opens_on: string
    closes_on: string
    deadline_on: string
    window_from: string
    last_receipt: Generated<number>
    last_serial: Generated<number>
  }
  proposal: ProposalTable
  proposal_text: {
    proposal_id: string
    version: number
    sha256: string
    written_at: Date
    submitted: Generated<boolean>
    subject: string | null
    problem: string | null
    analysis: string | null
    suggestions: string[] | null
  }
  docket: Pick<ProposalTable, DocketColumn>
  proposal_cosigner: {
    proposal_id: string
    member_id: string
    position: number
    state: c.CosignatureState
    invited_at: Date
    answered_at: Date | null
    sha256: string | null
  }
  proposal_review: {
    proposal_id: string
    version: number
    step: c.ReviewStep
    verdict: c.ReviewVerdict
    category: string | null
    lead_unit: string | null
    co_units: string[]
    similar_ids: string[]
    seal_checked: boolean | null
    reviewer: string
    reviewed_at: Date
  }
  sector_convenor: { sector_id: string; member_id: string }
  words: { aggregate: string; version: number; field: string; text: string }
  stored_file: { sha256: string; size: string; media_type: string; uploaded_at: Date; uploaded_by: string }
  known_body: {
    id: string
    name: string
    short_name: string | null
    body_kind: string | null
    is_sector: boolean
    active: boolean
  }
  known_unit: KnownUnit
  known_member: KnownMember
  known_post: { id: string; member_id: string; body_id: string; post: string }
  known_committee: KnownCommittee
  known_policy: { version: number; pack: Json<PolicyPack> }
}

/** 提案列表: what the docket looks at of each proposal that was submitted; the database keeps it by itself. */
export type DocketColumn =
  | 'id'
  | 'submitted_at'
  | 'state_since'
  | 'lead_id'
  | 'originals'
  | 'reply_round'
  | 'is_important'
  | 'state'
  | 'kind'
  | 'period'
  | 'category'
  | 'term_number'
  | 'session_number'
  | 'year'
  | 'serial'
  | 'receipt_number'
  | 'filed_at'
  | 'merged_into'
  | 'replied_at'
  | 'reply_due_at'
  | 'result_class'
  | 'assignment_mode'
  | 'collective_kind'
  | 'origin'
  | 'key_since'
  | 'upgraded_class'
  | 'publish_consent'
  | 'subject'

export interface ProposalTable extends HandledColumns, AfterwardsColumns {
  id: string
  state: c.ProposalState
  state_since: Date
  created_at: Date
  origin: Generated<'LIVE' | 'IMPORTED'>
  kind: c.ProposerKind
  collective_kind: string | null
  lead_kind: 'MEMBER' | 'BODY'
  lead_id: string
  text_version: number
  text_sha256: string
  subject: string | null
  files: ColumnType<FileRef[], string | undefined, string>
  joint_key: string | null
  cosign_until: string | null
  cosign_due: Date | null
  confirmed_by: c.CollectiveConfirmation | null
  confirmed_sha256: string | null
  sealed_page: ColumnType<FileRef | null, string | null | undefined, string | null>
  convenor_member_id: string | null
  intake_id: string | null
  term_number: number | null
  session_number: number | null
  year: number | null
  period: c.ProposalPeriod | null
  receipt_number: number | null
  submitted_at: Date | null
  contact_phone: string | null
  publish_consent: boolean | null
  time_mark: c.TimeMark | null
  advised_lead_unit: string | null
  advised_co_units: Generated<string[]>
  pre_filing: ColumnType<{ unitId: string; heldOn: string } | null, string | null | undefined, string | null>
  reviewer: string | null
  pre_reviewed_by: string | null
  second_reviewed_by: string | null
  suggested_lead_unit: string | null
  suggested_co_units: Generated<string[]>
  category: string | null
  serial: number | null
  filed_at: Date | null
  forum: c.FilingForum | null
  decided_on: string | null
  planned_finish_on: string | null
  is_important: Generated<boolean>
  not_filed_reason: c.NotFiledReason | null
  destination: c.NotFiledDestination | null
  converted_to: string | null
  merged_into: string | null
  state_before_merger: c.ProposalState | null
  merge_answer: c.MergeAnswer | null
  originals: Generated<number>
}

/** What `apply` writes up to filing, in an order that satisfies foreign keys. */
export const draftOwnTables = [
  'intake',
  'proposal',
  'proposal_text',
  'proposal_cosigner',
  'proposal_review',
  'sector_convenor',
] as const satisfies readonly (keyof DraftTables)[]

/** What reactions write. */
export const foreignTables = [
  'known_body',
  'known_unit',
  'known_member',
  'known_post',
  'known_policy',
] as const satisfies readonly (keyof DraftTables)[]

/** Words that no event carries. */
export const draftWordColumns = {
  proposal: ['subject', 'contact_phone'],
  proposal_text: ['subject', 'problem', 'analysis', 'suggestions'],
} as const
