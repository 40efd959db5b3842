import { z } from 'zod'
import { command } from '../define.ts'
import { Id, line, LocalDate, Sha256, text } from '../primitives.ts'
import { ResultClass } from './handling.ts'
import { publicationParts } from './publication.ts'

const proposalId = Id

export const ArchiveProposal = command(
  'proposals.archive-proposal',
  { zh: '归档', en: 'Puts a proposal that has come to its end into the archive, for at least twenty years' },
  { proposalId, fileNumber: line(60), keepYears: z.int().min(20).max(100).default(20) },
)
export const DecidePublication = command(
  'proposals.decide-publication',
  {
    zh: '拟定公开决定',
    en: 'Says for subject, body and reply whether they are published, and gives the redacted text; somebody else checks it',
  },
  { proposalId, ...publicationParts },
)
export const ConfirmPublication = command(
  'proposals.confirm-publication',
  {
    zh: '复核并公开',
    en: 'A second person has read the redacted texts whose hash they give; what was decided is published',
  },
  { proposalId, sha256: Sha256 },
)
export const WithdrawPublication = command(
  'proposals.withdraw-publication',
  { zh: '撤回公开', en: 'Takes what was published back' },
  { proposalId, reason: text(500) },
)
export const CorrectEntry = command(
  'proposals.correct-entry',
  {
    zh: '更正',
    en: 'Corrects words of an earlier event by a new entry; the wrong ones stay for the office and the auditors',
  },
  {
    proposalId,
    /** The version of the proposal at which the wrong words were written, and the field that holds them. */
    version: z.int().positive().max(1_000_000),
    field: line(40),
    text: text(10_000),
    reason: text(500),
  },
)
export const CorrectMeeting = command(
  'proposals.correct-meeting',
  {
    zh: '更正面商日期',
    en: 'A unit corrects the day of a talk that it recorded wrongly, before a proposer confirmed it',
  },
  { proposalId, meetingId: Id, heldOn: LocalDate, reason: text(500) },
)
export const CorrectResultClass = command(
  'proposals.correct-result-class',
  {
    zh: '更正办理结果类别',
    en: 'The supervision office corrects the class of a reply that was recorded wrongly, until proposers have been asked',
  },
  { proposalId, unitId: Id, resultClass: ResultClass, reason: text(500) },
)
