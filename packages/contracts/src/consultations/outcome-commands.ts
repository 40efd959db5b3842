import { z } from 'zod'
import { command } from '../define.ts'
import { Id, Instant, line, LocalDate, personal, text } from '../primitives.ts'
import { Adoption, ApprovingMeeting, OutcomeKind, Recipient, SuggestionDraft } from './outcome.ts'
import { FileRef } from './session.ts'

const outcomeId = Id
const reason = text(500)
const content = { title: line(200), file: FileRef.optional(), suggestions: z.array(SuggestionDraft).min(1).max(50) }

export const DraftOutcome = command(
  'consultations.draft-outcome',
  { zh: '起草建言成果', en: 'Drafts an outcome of an item whose session was held, its suggestions one by one' },
  { itemId: Id, sessionId: Id.optional(), researchId: Id.optional(), kind: OutcomeKind, ...content },
)
export const ReviseOutcome = command(
  'consultations.revise-outcome',
  { zh: '修改建言成果', en: 'Rewrites a draft' },
  { outcomeId, ...content },
)
export const ReturnOutcome = command(
  'consultations.return-outcome',
  { zh: '退回修改建言成果', en: 'A chair sends a draft back' },
  { outcomeId, reason },
)
export const WithdrawOutcome = command(
  'consultations.withdraw-outcome',
  { zh: '撤回建言成果', en: 'The office drops a draft' },
  { outcomeId, reason },
)
export const ApproveOutcome = command(
  'consultations.approve-outcome',
  { zh: '审议通过建言成果', en: 'The chairs’ or the standing committee’s meeting approves the outcome' },
  { outcomeId, meeting: ApprovingMeeting, meetingName: line(60), meetingOn: LocalDate },
)
export const SubmitOutcome = command(
  'consultations.submit-outcome',
  { zh: '报送建言成果', en: 'The party group submits the outcome to the party committee and the government' },
  { outcomeId, recipients: z.array(Recipient).min(1).max(4), documentNumber: line(60), submittedOn: LocalDate },
)
export const AssignSuggestion = command(
  'consultations.assign-suggestion',
  { zh: '交办意见建议', en: 'Gives a suggestion to the unit that answers it' },
  { outcomeId, suggestionId: Id, unitId: Id },
)
export const RecordInstruction = command(
  'consultations.record-instruction',
  { zh: '登记领导批示', en: 'Records a leader’s instruction; only its fact and day leave this service' },
  { outcomeId, instructedOn: LocalDate, leaderPost: personal(line(60)), text: personal(text(4000)) },
)
export const CorrectInstruction = command(
  'consultations.correct-instruction',
  { zh: '更正领导批示', en: 'Corrects the recorded words of an instruction' },
  { outcomeId, instructionId: Id, leaderPost: personal(line(60)), text: personal(text(4000)), reason },
)
export const AnswerSuggestion = command(
  'consultations.answer-suggestion',
  { zh: '反馈采纳情况', en: 'The unit answers a suggestion; with reasons unless it is adopted as a whole' },
  {
    outcomeId,
    suggestionId: Id,
    adoption: Adoption,
    answer: text(4000),
    reasons: text(2000).optional(),
    files: z.array(FileRef).max(10).default([]),
  },
)
export const ReportImplementation = command(
  'consultations.report-implementation',
  { zh: '反馈落实情况', en: 'The unit reports how an adopted suggestion is carried out' },
  { outcomeId, suggestionId: Id, progress: text(4000), done: z.boolean(), files: z.array(FileRef).max(10).default([]) },
)
export const TrackOutcome = command(
  'consultations.track-outcome',
  { zh: '报告成果跟踪情况', en: 'The office reports to the party committee what came of the outcome' },
  { outcomeId, summary: text(4000), reportedTo: z.array(Recipient).min(1).max(4), reportedOn: LocalDate },
)
export const CloseOutcome = command(
  'consultations.close-outcome',
  { zh: '成果办结', en: 'Closes a tracked outcome once no promise of its item is open' },
  { outcomeId },
)
export const RemindOfSuggestion = command(
  'consultations.remind-of-suggestion',
  { zh: '建议反馈催办', en: 'Reminds a unit of a suggestion that it has not answered' },
  { outcomeId, suggestionId: Id, ifDue: Instant.optional() },
)
