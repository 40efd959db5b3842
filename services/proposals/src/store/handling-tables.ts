import type { Deadline, FileRef, proposals as c } from '@lianxie/contracts'
import type { ColumnType, Generated } from 'kysely'

/** Rows from the assignment to the reply; see `migrations/0002-handling.sql`. A `date` is the text `2022-03-01`. */
export interface HandlingTables {
  handover: { id: string; held_on: string; document_number: string; held_at: Date; cases: number }
  proposal_assignment: AssignmentTable
  proposal_meeting: {
    id: string
    proposal_id: string
    unit_id: string
    round: number
    way: c.MeetingWay
    stage: c.MeetingStage
    held_on: string
    recorded_at: Date
    version: number
  }
  proposal_meeting_party: {
    meeting_id: string
    proposer_id: string
    proposer_kind: 'MEMBER' | 'BODY'
    answer: c.MeetingAnswer | null
    answered_at: Date | null
    answer_version: number | null
  }
  proposal_message: {
    id: string
    proposal_id: string
    version: number
    unit_id: string | null
    proposer_id: string | null
    author: string
    sent_at: Date
  }
  proposal_disagreement: {
    id: string
    proposal_id: string
    unit_id: string
    state: c.DisagreementState
    reported_at: Date
    version: number
    coordinated_at: Date | null
    coordinated_by: string | null
    coordinated_version: number | null
    settled_at: Date | null
    settled_version: number | null
    decided_on: string | null
    document_number: string | null
  }
  proposal_extension: {
    id: string
    proposal_id: string
    unit_id: string
    until: string
    state: 'REQUESTED' | 'GRANTED' | 'REFUSED'
    requested_at: Date
    version: number
    supervision_at: Date | null
    committee_at: Date | null
    decided_at: Date | null
    decided_version: number | null
    reply_deadline: OptionalDeadline
  }
  proposal_reply: ReplyTable
  proposal_reply_promise: {
    id: string
    proposal_id: string
    unit_id: string
    round: number
    draft: number
    position: number
    due_on: string
    text: string | null
  }
  proposal_countersignature: {
    proposal_id: string
    unit_id: string
    round: number
    draft: number
    co_unit_id: string
    signed: boolean
    answered_at: Date
    version: number
  }
  proposal_delivery: {
    proposal_id: string
    unit_id: string
    round: number
    original_id: string
    proposer_id: string
    proposer_kind: 'MEMBER' | 'BODY'
    sent_at: Date
    delivered_on: string | null
  }
  proposal_notice: {
    proposal_id: string
    version: number
    unit_id: string | null
    about: c.ProposalDuty
    due_at: Date
    days_left: number
    document_number: string | null
    noticed_at: Date
  }
}

type OptionalDeadline = ColumnType<Deadline | null, string | null | undefined, string | null>
type Files = ColumnType<FileRef[], string | undefined, string>

export interface AssignmentTable {
  proposal_id: string
  unit_id: string
  position: number
  role: c.AssignmentRole
  state: c.AssignmentState
  work: c.UnitWork
  round: Generated<number>
  assigned_at: Date
  handover_id: string | null
  replaced_unit: string | null
  window_deadline: OptionalDeadline
  window_due: Date | null
  accepted_at: Date | null
  accepted_by: c.AcceptedBy | null
  declined_at: Date | null
  declined_version: number | null
  proposed_unit: string | null
  return_answer_deadline: OptionalDeadline
  return_answer_due: Date | null
  return_answer: c.DeclineAnswer | null
  return_answered_at: Date | null
  return_answer_version: number | null
  leader_post: string | null
  handlers: string[] | null
  handler_named_at: Date | null
  plan_version: number | null
  plan_at: Date | null
  plan_finish_on: string | null
  contact_deadline: OptionalDeadline
  contact_due: Date | null
  contacted_at: Date | null
  opinion_deadline: OptionalDeadline
  opinion_due: Date | null
  opinion_at: Date | null
  opinion_late: boolean | null
  opinion_version: number | null
  opinion_files: Files
  reply_deadline: OptionalDeadline
  reply_due: Date | null
  reply_by_rule: Generated<boolean>
  extensions: Generated<number>
  replied_at: Date | null
  replied_late: boolean | null
}

export interface ReplyTable {
  proposal_id: string
  unit_id: string
  round: number
  draft: number
  sha256: string | null
  result_class: c.ResultClass
  drafted_class: c.ResultClass
  document_number: string | null
  files: Files
  drafted_at: Date
  drafted_by: string
  signed_as: c.ReplySigner | null
  signed_at: Date | null
  signed_by: string | null
  approved_at: Date | null
  returned_at: Date | null
  return_reason: c.ReworkReason | null
  review_version: number | null
  sent_at: Date | null
  sent_on: string | null
  late: boolean | null
  letter: string | null
  evidence: string | null
  signer_post: string | null
  contact_person: string | null
  contact_phone: string | null
}

/** Columns that the assignment and the reply add to `proposal`. */
export interface HandledColumns {
  assignment_mode: c.AssignmentMode | null
  assigned_at: Date | null
  assigned_on: string | null
  reply_due_at: Date | null
  replied_at: Date | null
  replied_late: boolean | null
  result_class: c.ResultClass | null
  reply_round: Generated<number>
  feedback_deadline: OptionalDeadline
  feedback_due_at: Date | null
}

/** What `apply` writes from the assignment to the reply, in an order that satisfies foreign keys. */
export const handlingOwnTables = [
  'handover',
  'proposal_assignment',
  'proposal_meeting',
  'proposal_meeting_party',
  'proposal_message',
  'proposal_disagreement',
  'proposal_extension',
  'proposal_reply',
  'proposal_reply_promise',
  'proposal_countersignature',
  'proposal_delivery',
  'proposal_notice',
] as const satisfies readonly (keyof HandlingTables)[]

/** Words that no event carries. */
export const handlingWordColumns = {
  proposal_assignment: ['leader_post', 'handlers'],
  proposal_reply: ['letter', 'evidence', 'signer_post', 'contact_person', 'contact_phone'],
  proposal_reply_promise: ['text'],
} as const
