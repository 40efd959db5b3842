import { z } from 'zod'
import { Deadline } from '../common/deadline.ts'
import { FileRef } from '../common/file-ref.ts'
import { event } from '../define.ts'
import { Id, line, LocalDate, Sha256 } from '../primitives.ts'
import { AnsweredOriginal, ReplyPromise, ReplySigner, ResultClass, ReworkReason } from './handling.ts'
import { ProposalState } from './proposal.ts'

const about = { aggregate: 'proposal', key: 'proposalId' } as const
const proposalId = Id
const state = ProposalState

/** Which reply: of which unit, in which round (1 is the first), which version of its draft. */
const reply = { proposalId, unitId: Id, round: z.int().positive(), draft: z.int().positive(), sha256: Sha256 }
const letter = {
  resultClass: ResultClass,
  documentNumber: line(60),
  files: z.array(FileRef).max(10),
  promises: z.array(ReplyPromise).max(20),
}

export const ReplyDrafted = event(
  'proposals.reply-drafted',
  1,
  { zh: '答复已起草', en: 'A unit wrote its reply', ...about },
  { ...reply, ...letter, state },
)
export const ReplyCountersigned = event(
  'proposals.reply-countersigned',
  1,
  { zh: '答复已会签', en: 'A co-unit stands by the reply', ...about },
  { ...reply, coUnitId: Id },
)
export const CountersignatureRefused = event(
  'proposals.countersignature-refused',
  1,
  { zh: '答复未予会签', en: 'A co-unit does not stand by the reply', ...about },
  { ...reply, coUnitId: Id },
)
export const ReplySigned = event(
  'proposals.reply-signed',
  1,
  { zh: '答复已签发', en: 'A leader of the unit signed the reply', ...about },
  { ...reply, as: ReplySigner },
)
export const ReplyApproved = event(
  'proposals.reply-approved',
  1,
  { zh: '答复已审核', en: 'The supervision office lets a reply go, under the class that it finds right', ...about },
  { ...reply, resultClass: ResultClass, draftedClass: ResultClass },
)
export const ReplyReturned = event(
  'proposals.reply-returned',
  1,
  { zh: '答复已退回', en: 'The supervision office sent a reply back to be done anew', ...about },
  { ...reply, reasonCode: ReworkReason, state },
)
export const ReplySent = event(
  'proposals.reply-sent',
  1,
  { zh: '答复已送达', en: 'A reply went to every proposer of the case', ...about },
  {
    ...reply,
    ...letter,
    sentOn: LocalDate,
    late: z.boolean(),
    originals: z.array(AnsweredOriginal).min(1).max(200),
    /** `REPLIED` with the last reply of the round; before that, where the case stands. */
    state,
    /** With the last reply of the round: the class of the case, which is that of its least solved part. */
    caseClass: ResultClass.optional(),
    /** With the last reply of the round: until when proposers are asked. */
    feedbackDeadline: Deadline.optional(),
    jointKey: Id.optional(),
  },
)
export const FeedbackRequested = event(
  'proposals.feedback-requested',
  1,
  { zh: '已请提案人反馈', en: 'Every part is answered: the proposers are asked what they think of it', ...about },
  { proposalId, round: z.int().positive(), feedbackDeadline: Deadline },
)
export const ReplyDelivered = event(
  'proposals.reply-delivered',
  1,
  { zh: '答复已书面送达', en: 'A proposer got a reply on paper', ...about },
  { proposalId, unitId: Id, round: z.int().positive(), proposerId: Id, deliveredOn: LocalDate },
)
