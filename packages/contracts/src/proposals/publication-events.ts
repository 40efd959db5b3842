import { z } from 'zod'
import { event } from '../define.ts'
import { Id, line, LocalDate, Sha256, text } from '../primitives.ts'
import { ResultClass } from './handling.ts'
import { PublicationModes } from './publication.ts'

const about = { aggregate: 'proposal', key: 'proposalId' } as const
const proposalId = Id

export const ProposalArchived = event(
  'proposals.proposal-archived',
  1,
  { zh: '提案已归档', en: 'A proposal was put into the archive', ...about },
  { proposalId, fileNumber: line(60), keepUntil: LocalDate, isPublished: z.boolean() },
)
export const PublicationPrepared = event(
  'proposals.publication-prepared',
  1,
  { zh: '公开决定已拟定', en: 'What is to be published of a proposal was drawn up', ...about },
  { proposalId, modes: PublicationModes, sha256: Sha256 },
)
export const ProposalPublished = event(
  'proposals.proposal-published',
  1,
  { zh: '提案已公开', en: 'The redacted text of a proposal was published', ...about, classification: 'public' },
  {
    proposalId,
    modes: PublicationModes,
    subject: line(200).optional(),
    body: text(20_000).optional(),
    reply: text(20_000).optional(),
  },
)
export const ProposalWithheld = event(
  'proposals.proposal-withheld',
  1,
  { zh: '提案不予公开', en: 'A proposal is not published', ...about },
  { proposalId },
)
export const PublicationWithdrawn = event(
  'proposals.publication-withdrawn',
  1,
  { zh: '公开已撤回', en: 'What was published of a proposal was taken back', ...about, classification: 'public' },
  { proposalId },
)
export const EntryCorrected = event(
  'proposals.entry-corrected',
  1,
  { zh: '记录已更正', en: 'Words of an earlier entry were corrected', ...about },
  {
    proposalId,
    corrects: z.int().positive(),
    /** What the corrected entry tells of, by the type of its event: its words are for the same readers. */
    entryType: line(100),
    field: line(40),
  },
)
export const MeetingCorrected = event(
  'proposals.meeting-corrected',
  1,
  { zh: '面商日期已更正', en: 'The day of a recorded talk was corrected', ...about },
  { proposalId, meetingId: Id, unitId: Id, from: LocalDate, to: LocalDate },
)
export const ResultClassCorrected = event(
  'proposals.result-class-corrected',
  1,
  { zh: '办理结果类别已更正', en: 'The class of a reply was corrected', ...about },
  {
    proposalId,
    round: z.int().positive().max(20),
    unitId: Id,
    from: ResultClass,
    to: ResultClass,
    /** The class of the case now: that of its least solved part. */
    caseClass: ResultClass,
  },
)
