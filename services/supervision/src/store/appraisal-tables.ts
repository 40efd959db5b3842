import type { Deadline, FileRef, supervision as c } from '@lianxie/contracts'
import type { Json } from '@lianxie/service-kit'
import type { ColumnType, Generated } from 'kysely'

type Files = ColumnType<FileRef[], string | undefined, string>
type Nullable<T> = ColumnType<T | null, string | null | undefined, string | null>

/** The words of a questionnaire, by the codes of its questions. */
export interface QuestionnaireTexts {
  introduction?: string
  questions: c.Question[]
}

/** Rows of migrations/0006-appraisal.sql. */
export interface AppraisalTables {
  appraisal: {
    id: string
    state: c.AppraisalState
    state_since: Date
    created_at: Date
    title: string
    year: number
    unit_ids: string[]
    plan_item_id: string | null
    items: Json<c.AppraisalItem[]>
    options: Json<c.AppraisalOption[]>
    quorum: number
    minimum_count: number
    is_ranked: boolean
    decided_on: string | null
    consented_on: string | null
    mobilised_on: string | null
    hearing_on: string | null
    search: string
  }
  appraised_unit: {
    appraisal_id: string
    unit_id: string
    position: number
    heard_at: Date | null
    report: string | null
    questions: string | null
    report_files: Files
    score: number | null
    item_scores: Nullable<c.UnitScore['items']>
    drafted_by: string | null
    document_number: string | null
    letter: string | null
    letter_files: Files
    signed_on: string | null
    deadline: Nullable<Deadline>
    due_at: Date | null
    rectified_at: Date | null
    rectification: string | null
    rectification_files: Files
    recheck: c.RecheckResult | null
    rechecked_on: string | null
    recheck_finding: string | null
  }
  appraisal_vote: c.AppraisalTurnout & {
    appraisal_id: string
    round: number
    ballot_id: string | null
    held_on: string
    verdict: c.VoteVerdict
    counts: Nullable<c.AppraisalCounts>
  }
  questionnaire: {
    id: string
    appraisal_id: string
    code: string
    title: string
    opens_at: Date
    closes_at: Date
    ended_at: Date | null
    questions: Json<c.QuestionShape[]>
    texts: Nullable<QuestionnaireTexts>
    sha256: string
    minimum_count: number
  }
  withheld_text: { id: string; questionnaire_id: string }
  questionnaire_device: { questionnaire_id: string; token_hash: string; sheet_hash: string }
  questionnaire_answer: {
    id: Generated<string>
    questionnaire_id: string
    answered_on: string
    choices: Json<Record<string, string>>
  }
  questionnaire_text: {
    id: Generated<string>
    questionnaire_id: string
    question: string
    answered_on: string
    text: string
  }
}

/** What citizens answer is in none of these: it comes from no event and stays through a rebuild. */
export const appraisalOwnTables = [
  'appraisal',
  'appraised_unit',
  'appraisal_vote',
  'questionnaire',
  'withheld_text',
] as const satisfies readonly (keyof AppraisalTables)[]
export const appraisalWordColumns = {
  appraised_unit: ['report', 'questions', 'letter', 'rectification', 'recheck_finding'],
  questionnaire: ['texts'],
} as const
