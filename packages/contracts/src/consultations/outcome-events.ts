import { z } from 'zod'
import { event } from '../define.ts'
import { Id, Instant, line, LocalDate, text } from '../primitives.ts'
import { Adoption, ApprovingMeeting, OutcomeKind, Recipient } from './outcome.ts'
import { Deadline, FileRef } from './session.ts'

const about = { aggregate: 'outcome', key: 'outcomeId' } as const
const outcome = { outcomeId: Id, itemId: Id }
const reason = text(500)
const content = {
  title: line(200),
  file: FileRef.optional(),
  suggestions: z
    .array(z.strictObject({ suggestionId: Id, text: text(2000), unitId: Id.optional() }))
    .min(1)
    .max(50),
}

export const OutcomeDrafted = event(
  'consultations.outcome-drafted',
  1,
  { zh: '建言成果已起草', en: 'An outcome was drafted', ...about },
  { ...outcome, sessionId: Id.optional(), researchId: Id.optional(), kind: OutcomeKind, ...content },
)
export const OutcomeRevised = event(
  'consultations.outcome-revised',
  1,
  { zh: '建言成果已修改', en: 'A draft was rewritten', ...about },
  { ...outcome, ...content },
)
export const OutcomeReturned = event(
  'consultations.outcome-returned',
  1,
  { zh: '建言成果退回修改', en: 'A draft was sent back', ...about },
  { ...outcome, reason },
)
export const OutcomeWithdrawn = event(
  'consultations.outcome-withdrawn',
  1,
  { zh: '建言成果已撤回', en: 'A draft was dropped', ...about },
  { ...outcome, reason },
)
export const OutcomeApproved = event(
  'consultations.outcome-approved',
  1,
  { zh: '建言成果审议通过', en: 'An outcome was approved', ...about },
  { ...outcome, meeting: ApprovingMeeting, meetingName: line(60), meetingOn: LocalDate },
)
export const OutcomeSubmitted = event(
  'consultations.outcome-submitted',
  1,
  { zh: '建言成果已报送', en: 'An outcome was submitted', ...about },
  {
    ...outcome,
    kind: OutcomeKind,
    title: line(200),
    recipients: z.array(Recipient).min(1).max(4),
    documentNumber: line(60),
    submittedOn: LocalDate,
    suggestions: z.int().positive(),
  },
)
export const SuggestionAssigned = event(
  'consultations.suggestion-assigned',
  1,
  { zh: '意见建议已交办', en: 'A suggestion was given to a unit', ...about },
  { ...outcome, suggestionId: Id, unitId: Id, deadline: Deadline },
)
export const OutcomeInstructed = event(
  'consultations.outcome-instructed',
  1,
  { zh: '领导已批示', en: 'A leader gave an instruction on an outcome; who and what stays here', ...about },
  { ...outcome, instructionId: Id, instructedOn: LocalDate },
)
export const OutcomeInstructionCorrected = event(
  'consultations.outcome-instruction-corrected',
  1,
  { zh: '批示登记已更正', en: 'The recorded words of an instruction were corrected', ...about },
  { ...outcome, instructionId: Id, reason },
)
export const SuggestionAnswered = event(
  'consultations.suggestion-answered',
  1,
  { zh: '意见建议已反馈', en: 'A unit answered a suggestion', ...about },
  {
    ...outcome,
    suggestionId: Id,
    unitId: Id,
    adoption: Adoption,
    answer: text(4000),
    reasons: text(2000).optional(),
    files: z.array(FileRef).max(10),
    late: z.boolean(),
  },
)
export const OutcomeAnswered = event(
  'consultations.outcome-answered',
  1,
  { zh: '成果全部建议已反馈', en: 'Every suggestion of an outcome is answered', ...about },
  { ...outcome, adoption: Adoption },
)
export const SuggestionProgressed = event(
  'consultations.suggestion-progressed',
  1,
  { zh: '建议落实有进展', en: 'A unit reported how an adopted suggestion is carried out', ...about },
  {
    ...outcome,
    suggestionId: Id,
    unitId: Id,
    progress: text(4000),
    done: z.boolean(),
    files: z.array(FileRef).max(10),
  },
)
export const OutcomeImplemented = event(
  'consultations.outcome-implemented',
  1,
  { zh: '成果已落实', en: 'Every adopted suggestion of an outcome is carried out', ...about },
  { ...outcome },
)
export const OutcomeTracked = event(
  'consultations.outcome-tracked',
  1,
  { zh: '成果跟踪已报告', en: 'What came of an outcome was reported', ...about },
  { ...outcome, summary: text(4000), reportedTo: z.array(Recipient).min(1).max(4), reportedOn: LocalDate },
)
export const OutcomeClosed = event(
  'consultations.outcome-closed',
  1,
  { zh: '成果已办结', en: 'An outcome was closed', ...about },
  { ...outcome, adoption: Adoption },
)
export const SuggestionReminded = event(
  'consultations.suggestion-reminded',
  1,
  { zh: '建议反馈催办', en: 'The answer to a suggestion is due soon or overdue', ...about },
  { ...outcome, suggestionId: Id, unitId: Id, due: Instant, daysLeft: z.int() },
)
