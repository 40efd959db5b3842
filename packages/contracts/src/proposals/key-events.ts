import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { event } from '../define.ts'
import { Id, LocalDate } from '../primitives.ts'
import { KeyLeadership, KeyVoteCount, KeyVoter, SupervisionForm } from './key.ts'

const about = { aggregate: 'proposal', key: 'proposalId' } as const
const vote = { aggregate: 'key-vote', key: 'voteId' } as const
const proposalId = Id
const ids = z.array(Id).max(200)
const supervision = {
  proposalId,
  supervisionId: Id,
  form: SupervisionForm,
  heldOn: LocalDate,
  memberIds: ids,
  bodyIds: ids,
  files: z.array(FileRef).max(10),
}

export const KeyNominated = event(
  'proposals.key-nominated',
  1,
  { zh: '已推荐为重点提案', en: 'A proposal is a candidate for the key ones', ...about },
  { proposalId, consultedBodyIds: ids },
)
export const NominationWithdrawn = event(
  'proposals.nomination-withdrawn',
  1,
  { zh: '重点提案推荐已撤回', en: 'A candidate was taken back', ...about },
  { proposalId },
)
export const KeyVoteOpened = event(
  'proposals.key-vote-opened',
  1,
  { zh: '重点提案投票已发起', en: 'A vote on candidates was opened', ...vote },
  { voteId: Id, proposalIds: ids, bodyIds: ids, seats: z.int().positive(), closesOn: LocalDate },
)
export const KeyVoteGiven = event(
  'proposals.key-vote-given',
  1,
  { zh: '已投票推荐重点提案', en: 'A body or a chair chose among the candidates', ...vote },
  { voteId: Id, voter: KeyVoter, proposalIds: ids },
)
export const KeyVoteClosed = event(
  'proposals.key-vote-closed',
  1,
  { zh: '重点提案投票已结束', en: 'A vote on candidates was ended and counted', ...vote },
  {
    voteId: Id,
    ballots: z.int().nonnegative(),
    counts: z.array(KeyVoteCount).max(200),
    /** True when it was held on paper. */
    onPaper: z.boolean(),
  },
)
export const KeyDesignated = event(
  'proposals.key-designated',
  1,
  { zh: '已确定为重点提案', en: 'The chairs’ meeting made a proposal a key one', ...about },
  { proposalId, decidedOn: LocalDate, leadership: KeyLeadership },
)
export const KeyRefused = event(
  'proposals.key-refused',
  1,
  { zh: '未确定为重点提案', en: 'The chairs’ meeting did not make a candidate a key proposal', ...about },
  { proposalId, decidedOn: LocalDate },
)
export const LeadersAppointed = event(
  'proposals.leaders-appointed',
  1,
  { zh: '领办督办领导已确定', en: 'Who leads the handling and the supervision of a key proposal was said', ...about },
  {
    proposalId,
    /** True when a post of party or government leads the handling; which, is kept in the service. */
    isHandlingLed: z.boolean(),
    supervisingMemberId: Id.optional(),
    responsibleBodyId: Id,
  },
)
export const SupervisionHeld = event(
  'proposals.supervision-held',
  1,
  { zh: '已督办', en: 'A case was supervised', ...about },
  supervision,
)
export const SupervisionCorrected = event(
  'proposals.supervision-corrected',
  1,
  { zh: '督办记录已更正', en: 'The record of a supervision was corrected', ...about },
  supervision,
)
export const InstructionRecorded = event(
  'proposals.instruction-recorded',
  1,
  { zh: '领导批示已登记', en: 'A leader gave an instruction on a key proposal', ...about },
  { proposalId, instructionId: Id, instructedOn: LocalDate },
)
