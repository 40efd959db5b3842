import type { consultations as c } from '@lianxie/contracts'
import type { Json } from '@lianxie/service-kit'
import type { ColumnType, Generated } from 'kysely'
import type { MaybeJson, Search } from './columns.ts'
import type { InstructionTable, OutcomeTable, SuggestionReportTable, SuggestionTable } from './outcome-tables.ts'

/** Rows about sessions, research, outcomes and promises; see `migrations/0002-sessions.sql`. */
export interface SessionTables {
  session: SessionTable
  session_participant: ParticipantTable
  session_material: MaterialTable
  session_question: QuestionTable
  session_turn: TurnTable
  session_speech: SpeechTable
  session_minutes: MinutesTable
  session_minutes_answer: MinutesAnswerTable
  commitment: CommitmentTable
  commitment_report: CommitmentReportTable
  research: ResearchTable
  research_member: ResearchMemberTable
  research_visit: VisitTable
  research_report: ReportTable
  outcome: OutcomeTable
  outcome_suggestion: SuggestionTable
  suggestion_report: SuggestionReportTable
  outcome_instruction: InstructionTable
  known_policy: { version: number; pack: Json<unknown> }
  known_member: { id: string }
  stored_file: { sha256: string; size: string; media_type: string; uploaded_at: Date; uploaded_by: string }
}

/** The tables that events about sessions write, parents before children. */
export const sessionOwnTables = [
  'session',
  'session_participant',
  'session_material',
  'session_question',
  'session_turn',
  'session_speech',
  'session_minutes',
  'session_minutes_answer',
  'commitment',
  'commitment_report',
  'research',
  'research_member',
  'research_visit',
  'research_report',
  'outcome',
  'outcome_suggestion',
  'suggestion_report',
  'outcome_instruction',
] as const satisfies readonly (keyof SessionTables)[]

/** What reactions write for sessions: rules and members of the directory. */
export const sessionForeignTables = ['known_policy', 'known_member'] as const satisfies readonly (keyof SessionTables)[]

/** Words about persons, restricted words and the code of the check-in: in no event, and not restored by a replay. */
export const sessionPersonalColumns = {
  session: ['check_in_code'],
  session_participant: ['leave_reason', 'leave_answer'],
  session_speech: ['text'],
  session_minutes: ['text'],
  session_minutes_answer: ['remark'],
  research_member: ['conflict_note'],
  research_visit: ['notes'],
  outcome_instruction: ['leader_post', 'text'],
} as const satisfies { [T in keyof SessionTables]?: readonly (keyof SessionTables[T])[] }

export interface SessionTable {
  id: string
  item_id: string
  form: c.PlanForm
  title: string
  state: c.SessionState
  mode: c.SessionMode
  starts_at: Date
  ends_at: Date
  place: string
  chair_member_id: string
  agenda: string[]
  notice_deadline: Json<c.Deadline>
  material_deadline: Json<c.Deadline>
  minutes_deadline: MaybeJson<c.Deadline>
  late_reason: string | null
  end_reason: string | null
  notified_at: Date | null
  announced: Generated<boolean>
  check_in_opened_at: Date | null
  check_in_code: string | null
  started_at: Date | null
  ended_at: Date | null
  counts: MaybeJson<c.AttendanceCounts>
  minutes_state: Generated<c.MinutesState>
  minutes_version: Generated<number>
  agenda_item: number | null
  search: Search
}

export interface ParticipantTable {
  session_id: string
  participant_id: string
  kind: 'MEMBER' | 'UNIT'
  capacity: c.Capacity
  invited_at: Date
  supplementary: boolean
  leave_state: c.LeaveState | null
  leave_reason: string | null
  leave_answer: string | null
  attendance: c.Attendance | null
  recorded_by: 'STAFF' | 'CODE' | 'CLOSING' | null
}

export interface MaterialTable {
  id: string
  session_id: string
  title: string
  file: Json<c.FileRef>
  audience: c.MaterialAudience
  state: c.MaterialState
  unit_id: string | null
  late: boolean
  added_at: Date
}

export interface QuestionTable {
  id: string
  session_id: string
  unit_id: string
  member_id: string | null
  question: string
  raised_at: Date
  answer: string | null
  answered_at: Date | null
}

export interface SpeechTable {
  id: string
  session_id: string
  speaker_id: string
  mode: c.SpeechMode
  speaks_for: c.SpeaksFor
  body_id: string | null
  title: string
  text: string | null
  text_sha256: string | null
  file: MaybeJson<c.FileRef>
  recorded_at: Date
  seconds: number | null
}

export interface TurnTable {
  id: string
  session_id: string
  speaker_id: string
  mode: c.FloorMode
  speaks_for: c.SpeaksFor
  body_id: string | null
  title: string
  limit_seconds: number
  lined_up_at: Date
  started_at: Date | null
}

export interface MinutesTable {
  session_id: string
  version: number
  text: string | null
  text_sha256: string
  file: MaybeJson<c.FileRef>
  drafted_at: Date
  corrects: number | null
  reason: string | null
  circulated_at: Date | null
  answer_by: string | null
  approved_at: Date | null
}

export interface MinutesAnswerTable {
  session_id: string
  version: number
  participant_id: string
  answer: 'AGREED' | 'OBJECTED'
  remark: string | null
  answered_at: Date
}

export interface CommitmentTable {
  id: string
  session_id: string
  item_id: string
  unit_id: string
  question_id: string | null
  promise: string
  state: c.CommitmentState
  made_at: Date
  due_on: string
  result: string | null
  reason: string | null
  closed_at: Date | null
  search: Search
}

export interface CommitmentReportTable {
  commitment_id: string
  version: number
  at: Date
  progress: string
  done: boolean
  files: Json<c.FileRef[]>
}

export interface ResearchTable {
  id: string
  item_id: string
  title: string
  state: c.ResearchState
  leader_id: string
  secretary_id: string
  formed_at: Date
  report_version: Generated<number>
  search: Search
}

export interface ResearchMemberTable {
  research_id: string
  member_id: string
  duty: 'LEADER' | 'SECRETARY' | 'MEMBER'
  conflict_declared_at: Date | null
  conflict_note: string | null
}

export interface VisitTable {
  id: string
  research_id: string
  place: string
  purpose: string
  starts_at: Date
  unit_ids: string[]
  state: 'PLANNED' | 'HELD' | 'CANCELLED'
  held_at: Date | null
  member_ids: Generated<string[]>
  notes: string | null
  files: ColumnType<c.FileRef[], string | undefined, string>
  reason: string | null
}

export interface ReportTable {
  research_id: string
  version: number
  title: string
  summary: string
  file: Json<c.FileRef>
  submitted_at: Date
}
