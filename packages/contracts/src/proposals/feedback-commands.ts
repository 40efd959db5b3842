import { z } from 'zod'
import { command } from '../define.ts'
import { Id, Instant, line, LocalDate, text } from '../primitives.ts'
import { feedbackForm, FinalOutcome, PressureOutcome } from './feedback.ts'

const proposalId = Id

export const RateReply = command(
  'proposals.rate-reply',
  {
    zh: '评价答复',
    en: 'A proposer rates the reply of a unit for themselves, in their own session; until the deadline the last one counts',
  },
  /** `proposalId` is the case, `originalId` the proposal of which one is a proposer; the same unless it was merged. */
  { proposalId, originalId: Id, unitId: Id, ...feedbackForm, text: text(2000).optional() },
)
export const CloseFeedback = command(
  'proposals.close-feedback',
  { zh: '反馈截止', en: 'The deadline has passed; whoever has not answered gave no feedback' },
  { proposalId, ifDue: Instant },
)
export const RemindOfFeedback = command(
  'proposals.remind-of-feedback',
  { zh: '催促反馈', en: 'Reminds those proposers who have not rated a reply' },
  { proposalId, ifDue: Instant.optional() },
)
export const ReportPressure = command(
  'proposals.report-pressure',
  {
    zh: '反映“被满意”',
    en: 'A proposer tells the office that they were pressed about their rating; units do not learn of it',
  },
  /** The proposal of which one is a proposer. */
  { proposalId, text: text(2000) },
)
export const SettlePressureReport = command(
  'proposals.settle-pressure-report',
  {
    zh: '核查“被满意”情况反映',
    en: 'The office says what became of a report of pressure; its proposer and the auditors read it, units do not',
  },
  { reportId: Id, outcome: PressureOutcome, opinion: text(2000) },
)
export const OrderRehandling = command(
  'proposals.order-rehandling',
  { zh: '责成再办理', en: 'The office has a case handled once more and says what is missing' },
  /** Of a case that several units replied to, those that are to reply again; all of them where none is named. */
  { proposalId, unitIds: z.array(Id).min(1).max(30).optional(), missing: text(2000) },
)
export const DecideFinally = command(
  'proposals.decide-finally',
  { zh: '主席会议决定', en: 'After the last round of handling the chairs’ meeting decides how a case ends' },
  { proposalId, outcome: FinalOutcome, meeting: line(100), decidedOn: LocalDate, reason: text(2000) },
)
export const BeginFollowUp = command(
  'proposals.begin-follow-up',
  { zh: '转入跟踪办理', en: 'The office follows up a case that was not solved yet' },
  { proposalId, reason: text(500) },
)
export const CloseProposal = command(
  'proposals.close-proposal',
  {
    zh: '办结',
    en: 'Closes a case when each proposer was answered and each form is in; over dissatisfaction for a reason only',
  },
  { proposalId, reason: text(1000).optional() },
)
