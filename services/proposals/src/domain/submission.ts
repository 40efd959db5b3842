import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { requireCollectiveKind } from './collective.ts'
import { type Content, requireComplete } from './content.ts'
import type { Deciding, Rules } from './deciding.ts'
import { type Intake, isPlenary, periodOn } from './intake.ts'
import { type Body, type Cosigner, type Proposal, requireOwn, requireState, WRITABLE } from './proposal.ts'

interface Facts {
  proposal: Proposal
  cosigners: readonly Cosigner[]
  content: Content
  rules: Rules
  body: Body | undefined
  /** The session of the day, or that of the first submission when it was sent back. */
  intake: Intake | undefined
  unknownUnits: readonly string[]
}

/**
 * 提交提案: the receipt number 流水号 is given now, the proposal number 提案号 only on filing. Whoever was invited and has
 * not signed drops out.
 */
export function submitProposal(
  { proposal, cosigners, content, rules, body, intake, unknownUnits }: Facts,
  command: CommandOf<typeof c.SubmitProposal>,
  { now, actor }: Deciding,
) {
  requireOwn(proposal, actor)
  requireState(proposal, WRITABLE)
  if (command.sha256 !== proposal.text.sha256) throw new Refusal('proposal.text_changed', { field: 'sha256' })
  requireComplete(content)
  if (!command.publishConsent && command.noConsentReason === undefined) {
    throw new Refusal('proposal.consent_reason_missing', { field: 'noConsentReason' })
  }
  if (unknownUnits.length > 0) throw new Refusal('proposal.unknown_unit', { field: 'coUnitIds', units: unknownUnits })
  const today = shanghaiDate(now)
  if (command.preFiling && command.preFiling.heldOn > today) {
    throw new Refusal('proposal.day_in_future', { field: 'preFiling.heldOn' })
  }
  if (!intake) throw new Refusal('proposal.no_session')
  const signed = cosigners.filter(({ state }) => state === 'SIGNED').map(({ memberId }) => memberId)
  if (proposal.kind === 'JOINT' && signed.length === 0) throw new Refusal('proposal.no_cosigner')
  if (proposal.kind === 'COLLECTIVE') requireConfirmed(proposal, { rules, body, intake, today })
  const { filing } = proposal
  return [
    c.ProposalSubmitted({
      proposalId: proposal.id,
      intakeId: intake.id,
      termNumber: intake.termNumber,
      sessionNumber: intake.sessionNumber,
      period: filing.period ?? periodOn(intake, today),
      receiptNumber: filing.receiptNumber ?? intake.lastReceipt + 1,
      kind: proposal.kind,
      ...given('collectiveKind', proposal.collectiveKind),
      lead: proposal.lead,
      cosigners: proposal.kind === 'JOINT' ? signed : [],
      dropped: cosigners.filter(({ state }) => state === 'INVITED').map(({ memberId }) => memberId),
      textVersion: proposal.text.version,
      sha256: proposal.text.sha256,
      publishConsent: command.publishConsent,
      ...given('timeMark', command.timeMark),
      ...given('leadUnitId', command.leadUnitId),
      coUnitIds: [...new Set(command.coUnitIds)].filter((id) => id !== command.leadUnitId),
      ...given('preFiling', command.preFiling),
      ...given('jointKey', proposal.jointKey),
      again: filing.receiptNumber !== undefined,
    }),
  ]
}

/** 撤案: by the proposer, before the review has begun or after it was sent back. */
export function withdrawProposal({ proposal }: { proposal: Proposal }, _command: unknown, { actor }: Deciding) {
  requireOwn(proposal, actor)
  requireState(proposal, ['SUBMITTED', 'RETURNED_FOR_REVISION'])
  return [c.ProposalWithdrawn({ proposalId: proposal.id })]
}

/** The seal or the signature must be for this very text, and some kinds have their time. */
function requireConfirmed(
  proposal: Proposal,
  { rules, body, intake, today }: { rules: Rules; body: Body | undefined; intake: Intake; today: string },
): void {
  if (!body) throw new Refusal('proposal.unknown_body', { field: 'proposalId' })
  const { when } = requireCollectiveKind(rules, proposal.collectiveKind!, body)
  const isFirst = proposal.filing.receiptNumber === undefined
  if (isFirst && when === 'SESSION' && !isPlenary(intake, today)) {
    throw new Refusal('proposal.only_in_session', { opensOn: intake.opensOn, closesOn: intake.closesOn })
  }
  if (proposal.confirmedSha256 !== proposal.text.sha256) throw new Refusal('proposal.not_confirmed')
}
