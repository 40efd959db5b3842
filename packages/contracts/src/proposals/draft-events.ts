import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { event } from '../define.ts'
import { Id, Instant, LocalDate, Sha256 } from '../primitives.ts'
import {
  CollectiveConfirmation,
  CollectiveKind,
  PreFilingConsultation,
  ProposalPeriod,
  Proposer,
  ProposerKind,
  termAndSession,
  TimeMark,
  unitsInMind,
} from './proposal.ts'

const about = { aggregate: 'proposal', key: 'proposalId' } as const
const proposalId = Id
const textVersion = z.int().positive()
const members = z.array(Id).max(200)
const by = { kind: ProposerKind, collectiveKind: CollectiveKind.optional(), lead: Proposer }

/** The words of a proposal never ride an event before it is published: events know its text by version and hash. */
const words = { textVersion, sha256: Sha256 }

export const ProposalDrafted = event(
  'proposals.proposal-drafted',
  1,
  { zh: '提案已起草', en: 'A proposal was drafted', ...about },
  { proposalId, ...by, ...words, files: z.array(FileRef).max(5), jointKey: Id.optional() },
)
export const ProposalRevised = event(
  'proposals.proposal-revised',
  1,
  { zh: '提案已修改', en: 'A proposal was written anew; the signatures of cosigners named here fell', ...about },
  { proposalId, ...by, ...words, files: z.array(FileRef).max(5), voided: members },
)
export const DraftDiscarded = event(
  'proposals.draft-discarded',
  1,
  { zh: '提案草稿已删除', en: 'A draft was thrown away', ...about },
  { proposalId },
)
export const CosignersInvited = event(
  'proposals.cosigners-invited',
  1,
  { zh: '已邀请附议', en: 'Members were invited to cosign', ...about },
  { proposalId, memberIds: members, until: LocalDate, due: Instant },
)
export const CosignerRemoved = event(
  'proposals.cosigner-removed',
  1,
  { zh: '已取消附议邀请', en: 'An invitation to cosign was taken back', ...about },
  { proposalId, memberId: Id },
)
export const ProposalCosigned = event(
  'proposals.proposal-cosigned',
  1,
  { zh: '委员已附议', en: 'A member cosigned', ...about },
  { proposalId, memberId: Id, sha256: Sha256 },
)
export const CosignatureDeclined = event(
  'proposals.cosignature-declined',
  1,
  { zh: '委员谢绝附议', en: 'A member did not cosign', ...about },
  { proposalId, memberId: Id },
)
export const CosigningExpired = event(
  'proposals.cosigning-expired',
  1,
  { zh: '附议到期', en: 'The members named had not signed by the day and dropped out', ...about },
  { proposalId, memberIds: members },
)
export const CollectiveConfirmed = event(
  'proposals.collective-confirmed',
  1,
  { zh: '集体提案已确认', en: 'The body stands by the text', ...about },
  {
    proposalId,
    by: CollectiveConfirmation,
    sha256: Sha256,
    sealedPage: FileRef.optional(),
    convenorMemberId: Id.optional(),
  },
)
export const ProposalSubmitted = event(
  'proposals.proposal-submitted',
  1,
  { zh: '提案已提交', en: 'A proposal was submitted and has its receipt number', ...about },
  {
    proposalId,
    intakeId: Id,
    ...termAndSession,
    period: ProposalPeriod,
    receiptNumber: z.int().positive(),
    ...by,
    cosigners: members,
    /** Invited, and not signed at submission. */
    dropped: members,
    ...words,
    publishConsent: z.boolean(),
    timeMark: TimeMark.optional(),
    ...unitsInMind,
    preFiling: PreFilingConsultation.optional(),
    jointKey: Id.optional(),
    /** True when it had been sent back; the receipt number stays. */
    again: z.boolean(),
  },
)
export const ProposalWithdrawn = event(
  'proposals.proposal-withdrawn',
  1,
  { zh: '提案已撤案', en: 'The proposer took a proposal back', ...about },
  { proposalId },
)
