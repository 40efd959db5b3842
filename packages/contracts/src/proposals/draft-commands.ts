import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { command } from '../define.ts'
import { Id, Instant, line, LocalDate, personal, Sha256, text } from '../primitives.ts'
import { CollectiveKind, content, PreFilingConsultation, ProposerKind, TimeMark, unitsInMind } from './proposal.ts'

const proposalId = Id

/** 提案者的类别: of a collective proposal also which body it is of, for whose clerk. */
const by = { kind: ProposerKind, collectiveKind: CollectiveKind.optional(), bodyId: Id.optional() }

export const DraftProposal = command(
  'proposals.draft-proposal',
  { zh: '起草提案', en: 'Begins a draft, which its proposer alone reads' },
  { ...by, ...content, files: z.array(FileRef).max(5).default([]), jointKey: Id.optional() },
)
export const ReviseProposal = command(
  'proposals.revise-proposal',
  {
    zh: '修改提案',
    en: 'Writes a draft, or a proposal that was sent back, anew; signatures of cosigners fall with the text they were for',
  },
  { proposalId, ...by, ...content, files: z.array(FileRef).max(5).default([]) },
)
export const DiscardDraft = command(
  'proposals.discard-draft',
  { zh: '删除草稿', en: 'Throws a draft away, and its words with it' },
  { proposalId },
)
export const InviteCosigners = command(
  'proposals.invite-cosigners',
  { zh: '邀请附议', en: 'Invites members to cosign by a day; the local rule sets the day where none is given' },
  { proposalId, memberIds: z.array(Id).min(1).max(100), until: LocalDate.optional() },
)
export const RemoveCosigner = command(
  'proposals.remove-cosigner',
  { zh: '取消附议邀请', en: 'Takes the invitation of a cosigner back' },
  { proposalId, memberId: Id },
)
export const CosignProposal = command(
  'proposals.cosign-proposal',
  { zh: '附议', en: 'A member cosigns for themselves the text whose hash they give' },
  { proposalId, sha256: Sha256 },
)
export const DeclineCosignature = command(
  'proposals.decline-cosignature',
  { zh: '谢绝附议', en: 'A member does not cosign' },
  { proposalId, reason: text(500).optional() },
)
export const ExpireCosigning = command(
  'proposals.expire-cosigning',
  { zh: '附议到期', en: 'Those who have not signed by the day drop out' },
  { proposalId, ifDue: Instant },
)
export const ConfirmCollective = command(
  'proposals.confirm-collective',
  {
    zh: '确认集体提案',
    en: 'The body stands by the text: with its seal on an uploaded page, or by the signature of its convenor',
  },
  { proposalId, sha256: Sha256, sealedPage: FileRef.optional() },
)
export const SubmitProposal = command(
  'proposals.submit-proposal',
  {
    zh: '提交提案',
    en: 'Submits a draft, or one that was sent back, for review; invited members who have not signed drop out',
  },
  {
    proposalId,
    sha256: Sha256,
    /** How the office reaches the proposer; stays in this service. */
    contactPhone: personal(line(40)),
    publishConsent: z.boolean(),
    noConsentReason: text(500).optional(),
    timeMark: TimeMark.optional(),
    ...unitsInMind,
    preFiling: PreFilingConsultation.optional(),
  },
)
export const WithdrawProposal = command(
  'proposals.withdraw-proposal',
  { zh: '撤案', en: 'The proposer takes a proposal back that was not reviewed yet, or was sent back' },
  { proposalId, reason: text(500) },
)
