import { z } from 'zod'
import { command } from '../define.ts'
import { Id, LocalDate, text } from '../primitives.ts'
import { FileRef } from './session.ts'

export const MakeCommitment = command(
  'consultations.make-commitment',
  { zh: '登记现场承诺', en: 'Records what a unit promised in a session, and until when' },
  { sessionId: Id, unitId: Id, promise: text(1000), dueOn: LocalDate, questionId: Id.optional() },
)
export const ReportCommitment = command(
  'consultations.report-commitment',
  { zh: '报告承诺进展', en: 'The unit reports progress, or that the promise is kept' },
  { commitmentId: Id, progress: text(2000), done: z.boolean(), files: z.array(FileRef).max(10).default([]) },
)
export const ExtendCommitment = command(
  'consultations.extend-commitment',
  { zh: '延长承诺期限', en: 'The office gives a promise more time, with a reason' },
  { commitmentId: Id, dueOn: LocalDate, reason: text(500) },
)
export const ReturnCommitment = command(
  'consultations.return-commitment',
  { zh: '退回承诺办理', en: 'The office does not accept that a promise is kept' },
  { commitmentId: Id, reason: text(500) },
)
export const CloseCommitment = command(
  'consultations.close-commitment',
  { zh: '承诺销号', en: 'The office closes a promise that the unit reported as kept' },
  { commitmentId: Id, result: text(2000) },
)
export const WithdrawCommitment = command(
  'consultations.withdraw-commitment',
  { zh: '撤销承诺登记', en: 'The office strikes a promise that was recorded in error' },
  { commitmentId: Id, reason: text(500) },
)
export const RemindOfCommitment = command(
  'consultations.remind-of-commitment',
  { zh: '承诺催办', en: 'Reminds of a promise that is not closed' },
  { commitmentId: Id, ifDueOn: LocalDate.optional() },
)
