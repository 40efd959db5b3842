import { z } from 'zod'
import { event } from '../define.ts'
import { historyChunkImported, historyImport as anImport, historyImportStarted } from '../common/history.ts'
import { CommitteeId, Id, line, LocalDate } from '../primitives.ts'
import { historyOrigin, HistoryRating } from './history.ts'
import { MeetingWay } from './handling.ts'
import { KeyLeadership, SupervisionForm } from './key.ts'
import {
  CollectiveKind,
  NotFiledDestination,
  NotFiledReason,
  ProposalPeriod,
  Proposer,
  ProposerKind,
  termAndSession,
} from './proposal.ts'

const aProposal = { aggregate: 'proposal', key: 'proposalId' } as const
const proposalId = Id
const session = {
  termNumber: termAndSession.termNumber.optional(),
  sessionNumber: termAndSession.sessionNumber.optional(),
}
const by = {
  kind: ProposerKind,
  collectiveKind: CollectiveKind.optional(),
  lead: Proposer,
  /** Bodies that made a collective proposal together with the first. */
  coBodyIds: z.array(Id).max(200),
  cosigners: z.array(Id).max(200),
}

export const HistoryImportStarted = event(
  'proposals.history-import-started',
  1,
  { zh: '历史数据开始导入', en: 'The import of a file of past years began', ...anImport },
  historyImportStarted,
)
export const HistoryChunkImported = event(
  'proposals.history-chunk-imported',
  1,
  { zh: '历史数据已导入一段', en: 'A part of a file was imported; the next begins behind `through`', ...anImport },
  historyChunkImported,
)
export const HistoryImportFinished = event(
  'proposals.history-import-finished',
  1,
  { zh: '历史数据导入完成', en: 'The import of a file came to its end', ...anImport },
  { importId: Id },
)
export const HistoryImportCancelled = event(
  'proposals.history-import-cancelled',
  1,
  { zh: '历史数据导入已中止', en: 'The import of a file was stopped; what was imported stays', ...anImport },
  { importId: Id },
)

export const HistoryActorNamed = event(
  'proposals.history-actor-named',
  1,
  {
    zh: '历史数据中的提案者或单位',
    en: 'Somebody or something in a file of past years that the directory does not know got an id here',
    aggregate: 'history-actor',
    key: 'actorId',
  },
  {
    actorId: Id,
    region: CommitteeId,
    kind: z.enum(['MEMBER', 'BODY', 'UNIT']),
    /** Of bodies and units; what a member is called stays in this service. */
    name: line(100).optional(),
  },
)

export const HistoryProposalReceived = event(
  'proposals.history-proposal-received',
  1,
  { zh: '历史提案：收到', en: 'A proposal of past years was submitted', ...aProposal },
  {
    proposalId,
    ...historyOrigin,
    region: CommitteeId,
    /** What the file calls it. */
    ref: line(120),
    ...session,
    period: ProposalPeriod,
    ...by,
    /** The class as it was printed. */
    printedCategory: line(40).optional(),
  },
)
export const HistoryProposalFiled = event(
  'proposals.history-proposal-filed',
  1,
  { zh: '历史提案：立案', en: 'A proposal of past years was filed under the number it was printed with', ...aProposal },
  {
    proposalId,
    ...historyOrigin,
    ...session,
    period: ProposalPeriod,
    printedNumber: z.int().positive(),
    subject: line(200),
    printedCategory: line(40).optional(),
    ...by,
  },
)
export const HistoryProposalNotFiled = event(
  'proposals.history-proposal-not-filed',
  1,
  {
    zh: '历史提案：未立案',
    en: 'A proposal of past years was not filed, or sent back for revision and not seen again',
    ...aProposal,
  },
  {
    proposalId,
    ...historyOrigin,
    destination: NotFiledDestination.optional(),
    reasonCode: NotFiledReason.optional(),
  },
)
export const HistoryProposalAbsorbed = event(
  'proposals.history-proposal-absorbed',
  1,
  { zh: '历史提案：并案', en: 'A proposal of past years became part of the case of another', ...aProposal },
  {
    proposalId,
    ...historyOrigin,
    intoId: Id,
    /** How many are now in that case beside its own. */
    originals: z.int().positive(),
  },
)
export const HistoryKeyDesignated = event(
  'proposals.history-key-designated',
  1,
  { zh: '历史提案：列为重点', en: 'A proposal of past years was made a key one', ...aProposal },
  {
    proposalId,
    ...historyOrigin,
    /** Absent where the post that was printed is none of them. */
    leadership: KeyLeadership.optional(),
    printedLeader: line(40).optional(),
  },
)
export const HistoryProposalAssigned = event(
  'proposals.history-proposal-assigned',
  1,
  { zh: '历史提案：交办', en: 'A proposal of past years was assigned', ...aProposal },
  {
    proposalId,
    ...historyOrigin,
    /** 1 for the first assignment, more after a unit returned it. */
    round: z.int().positive(),
    leadUnitId: Id,
    coUnitIds: z.array(Id).max(30),
    /** Units of the assignment before that are not in this one. */
    releasedIds: z.array(Id).max(31),
    dueOn: LocalDate.optional(),
  },
)
export const HistoryUnitReturned = event(
  'proposals.history-unit-returned',
  1,
  { zh: '历史提案：退办', en: 'A unit returned a proposal of past years', ...aProposal },
  { proposalId, ...historyOrigin, round: z.int().positive(), unitId: Id },
)
export const HistoryProposerConsulted = event(
  'proposals.history-proposer-consulted',
  1,
  { zh: '历史提案：面商', en: 'A unit talked with the proposers of a proposal of past years', ...aProposal },
  {
    proposalId,
    ...historyOrigin,
    meetingId: Id,
    /** The unit that has the case, where it was assigned by then. */
    unitId: Id.optional(),
    way: MeetingWay,
    /** As it was printed. */
    form: line(40),
  },
)
export const HistoryProposalReplied = event(
  'proposals.history-proposal-replied',
  1,
  { zh: '历史提案：答复', en: 'A proposal of past years was replied to', ...aProposal },
  {
    proposalId,
    ...historyOrigin,
    round: z.int().positive(),
    unitId: Id,
    coUnitIds: z.array(Id).max(30),
    class: z.enum(['A', 'B', 'C', 'D']).optional(),
    /** Absent where the day of the reply or the term is not known. */
    late: z.boolean().optional(),
  },
)
export const HistorySupervisionHeld = event(
  'proposals.history-supervision-held',
  1,
  { zh: '历史提案：督办', en: 'A key proposal of past years was supervised', ...aProposal },
  {
    proposalId,
    ...historyOrigin,
    supervisionId: Id,
    form: SupervisionForm.optional(),
    printedForm: line(40),
  },
)
export const HistoryReplyRated = event(
  'proposals.history-reply-rated',
  1,
  {
    zh: '历史提案：评价（导入）',
    en: 'The rating of a reply was read in a file of past years; nobody gave it here',
    ...aProposal,
  },
  {
    proposalId,
    ...historyOrigin,
    round: z.int().positive(),
    unitId: Id,
    /** 第一提案人: the file gives one answer for the whole proposal. */
    lead: Proposer,
    rating: HistoryRating,
    /** Whether the reply has a class; only such a reply has forms. */
    isClassed: z.boolean(),
  },
)
