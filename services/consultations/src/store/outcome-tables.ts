import type { consultations as c } from '@lianxie/contracts'
import type { Json } from '@lianxie/service-kit'
import type { ColumnType } from 'kysely'
import type { MaybeJson, Search } from './columns.ts'

/** Rows about outcomes (建言成果); see `migrations/0002-sessions.sql`. */
export interface OutcomeTable {
  id: string
  item_id: string
  session_id: string | null
  research_id: string | null
  kind: c.OutcomeKind
  title: string
  file: MaybeJson<c.FileRef>
  state: c.OutcomeState
  drafted_at: Date
  reason: string | null
  meeting: c.ApprovingMeeting | null
  meeting_name: string | null
  meeting_on: string | null
  approved_at: Date | null
  recipients: c.Recipient[] | null
  document_number: string | null
  submitted_on: string | null
  instructed_on: string | null
  adoption: c.Adoption | null
  summary: string | null
  reported_to: c.Recipient[] | null
  reported_on: string | null
  search: Search
}

export interface SuggestionTable {
  id: string
  outcome_id: string
  number: number
  text: string
  unit_id: string | null
  deadline: MaybeJson<c.Deadline>
  due_at: Date | null
  adoption: c.Adoption | null
  answer: string | null
  reasons: string | null
  files: ColumnType<c.FileRef[], string | undefined, string>
  answered_at: Date | null
  late: boolean | null
  implemented_at: Date | null
}

export interface SuggestionReportTable {
  outcome_id: string
  version: number
  suggestion_id: string
  at: Date
  progress: string
  done: boolean
  files: Json<c.FileRef[]>
}

export interface InstructionTable {
  id: string
  outcome_id: string
  instructed_on: string
  leader_post: string | null
  text: string | null
  recorded_at: Date
  corrected_at: Date | null
}
