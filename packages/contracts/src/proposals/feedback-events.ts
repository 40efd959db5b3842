import { z } from 'zod'
import { Deadline } from '../common/deadline.ts'
import { event } from '../define.ts'
import { Id, Instant, LocalDate } from '../primitives.ts'
import { feedbackForm, FinalOutcome, formOwner, PressureOutcome, reply, UnansweredForm } from './feedback.ts'

const about = { aggregate: 'proposal', key: 'proposalId' } as const
const proposalId = Id
const round = z.int().positive().max(20)
const unanswered = z.array(UnansweredForm).max(5000)

export const ReplyRated = event(
  'proposals.reply-rated',
  1,
  { zh: '提案人已评价答复', en: 'A proposer rated a reply', ...about },
  { ...reply, ...formOwner, ...feedbackForm },
)
export const FeedbackClosed = event(
  'proposals.feedback-closed',
  1,
  { zh: '反馈已截止', en: 'The time for feedback on a round of replies is over; those named gave none', ...about },
  {
    proposalId,
    round,
    unanswered,
    /** True when the case is followed up from now on, as nobody is dissatisfied and promises are open. */
    followsUp: z.boolean(),
  },
)
export const FeedbackReminded = event(
  'proposals.feedback-reminded',
  1,
  { zh: '已催促反馈', en: 'Proposers who had not rated a reply were reminded', ...about },
  { proposalId, round, unanswered, due: Instant, daysLeft: z.int() },
)
export const PressureReported = event(
  'proposals.pressure-reported',
  1,
  {
    zh: '已反映“被满意”',
    en: 'A proposer told the office of pressure about a rating',
    aggregate: 'pressure',
    key: 'reportId',
  },
  { reportId: Id, ...formOwner, proposalId },
)
export const PressureReportSettled = event(
  'proposals.pressure-report-settled',
  1,
  {
    zh: '“被满意”情况已核查',
    en: 'The office said what became of a report of pressure',
    aggregate: 'pressure',
    key: 'reportId',
  },
  { reportId: Id, proposalId, outcome: PressureOutcome },
)
export const RehandlingOrdered = event(
  'proposals.rehandling-ordered',
  1,
  { zh: '已责成再办理', en: 'A case is handled once more, in the round named', ...about },
  { proposalId, round: z.int().min(2).max(20), unitIds: z.array(Id).min(1).max(31), deadline: Deadline },
)
export const CaseDecided = event(
  'proposals.case-decided',
  1,
  { zh: '主席会议已决定', en: 'The chairs’ meeting decided how a case ends', ...about },
  { proposalId, outcome: FinalOutcome, decidedOn: LocalDate },
)
export const FollowUpBegun = event(
  'proposals.follow-up-begun',
  1,
  { zh: '已转入跟踪办理', en: 'A case is followed up', ...about },
  { proposalId },
)
export const ProposalClosed = event(
  'proposals.proposal-closed',
  1,
  { zh: '提案已办结', en: 'A case was closed', ...about },
  { proposalId, round },
)
