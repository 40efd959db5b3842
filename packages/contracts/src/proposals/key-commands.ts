import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { command } from '../define.ts'
import { Id, line, LocalDate, text } from '../primitives.ts'
import { KeyLeadership, KeyVoteCount, SupervisionForm } from './key.ts'

const proposalId = Id
const bodies = z.array(Id).max(100)
const counted = z.array(KeyVoteCount).min(1).max(200)

const supervision = {
  form: SupervisionForm,
  heldOn: LocalDate,
  memberIds: z.array(Id).max(200).default([]),
  bodyIds: bodies.default([]),
  record: text(5000),
  result: text(2000).optional(),
  files: z.array(FileRef).max(10).default([]),
}

export const NominateKey = command(
  'proposals.nominate-key',
  { zh: '推荐重点提案', en: 'Names a filed proposal as a candidate for the key ones, and the bodies that were asked' },
  { proposalId, reason: text(1000), consultedBodyIds: bodies.default([]) },
)
export const WithdrawNomination = command(
  'proposals.withdraw-nomination',
  { zh: '撤回重点提案推荐', en: 'Takes a candidate back' },
  { proposalId, reason: text(500) },
)
export const OpenKeyVote = command(
  'proposals.open-key-vote',
  { zh: '发起重点提案推荐投票', en: 'Lets the bodies named and the chairs vote on candidates' },
  {
    proposalIds: z.array(Id).min(1).max(200),
    bodyIds: bodies,
    /** How many candidates one voter can choose. */
    seats: z.int().min(1).max(200),
    closesOn: LocalDate,
  },
)
export const CastKeyVote = command(
  'proposals.cast-key-vote',
  { zh: '投票推荐重点提案', en: 'A body by its clerk, or a chair, chooses among the candidates, once' },
  { voteId: Id, bodyId: Id.optional(), proposalIds: z.array(Id).min(1).max(200) },
)
export const RecordKeyVote = command(
  'proposals.record-key-vote',
  { zh: '登记重点提案投票结果', en: 'Records a vote that was held on paper, and ends it' },
  { voteId: Id, ballots: z.int().min(1).max(2000), counts: counted },
)
export const CloseKeyVote = command(
  'proposals.close-key-vote',
  { zh: '结束重点提案投票', en: 'Ends a vote and counts it' },
  { voteId: Id },
)
export const DecideKey = command(
  'proposals.decide-key',
  { zh: '确定重点提案', en: 'Records what the chairs’ meeting decided about a candidate' },
  {
    proposalId,
    designated: z.boolean(),
    meeting: line(100),
    decidedOn: LocalDate,
    leadership: KeyLeadership.optional(),
    reason: text(1000).optional(),
  },
)
export const AppointLeaders = command(
  'proposals.appoint-leaders',
  {
    zh: '确定领办督办领导',
    en: 'Says by which post the handling of a key proposal is led, which chair leads its supervision, which committee is responsible, and the plan',
  },
  {
    proposalId,
    /** 党政领办: the post, not the person. */
    handlingLeaderPost: line(60).optional(),
    supervisingMemberId: Id.optional(),
    responsibleBodyId: Id,
    plan: text(5000),
  },
)
export const RecordSupervision = command(
  'proposals.record-supervision',
  { zh: '登记督办', en: 'Records that a case was supervised, in which form, by whom and with which result' },
  { proposalId, ...supervision },
)
export const CorrectSupervision = command(
  'proposals.correct-supervision',
  { zh: '更正督办记录', en: 'Records anew what was wrongly recorded of a supervision; the wrong record stays' },
  { proposalId, supervisionId: Id, ...supervision, reason: text(500) },
)
export const RecordInstruction = command(
  'proposals.record-instruction',
  {
    zh: '登记领导批示',
    en: 'Records a leader’s instruction on a key proposal; its words are for those whom the rules name',
  },
  { proposalId, instructedOn: LocalDate, leaderPost: line(60), text: text(2000) },
)
