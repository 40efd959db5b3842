import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import { requireCollectiveKind } from './collective.ts'
import { checkContent } from './content.ts'
import type { Actor, Deciding, Rules } from './deciding.ts'
import { type Body, type Cosigner, type Proposal, requireOwn, requireState, WRITABLE } from './proposal.ts'

interface WritingFacts {
  rules: Rules
  /** The body in whose name a collective proposal is written, where the directory has it. */
  body: Body | undefined
  sha256: string
}

/** 起草提案. */
export function draftProposal(
  { rules, body, sha256 }: WritingFacts,
  command: CommandOf<typeof c.DraftProposal>,
  { actor, newId }: Deciding,
) {
  checkContent(command, rules)
  return [
    c.ProposalDrafted({
      proposalId: newId(),
      ...proposerOf(command, { rules, body }, actor),
      textVersion: 1,
      sha256,
      files: command.files,
      ...given('jointKey', command.jointKey),
    }),
  ]
}

/** 修改提案: until it is submitted, and after it was sent back. A signature is for the text that was signed. */
export function reviseProposal(
  { proposal, cosigners, rules, body, sha256 }: WritingFacts & { proposal: Proposal; cosigners: readonly Cosigner[] },
  command: CommandOf<typeof c.ReviseProposal>,
  { actor }: Deciding,
) {
  requireOwn(proposal, actor)
  requireState(proposal, WRITABLE)
  checkContent(command, rules)
  const by = proposerOf(command, { rules, body }, actor)
  if (by.lead.id !== proposal.lead.id) throw new Refusal('proposal.kind_mismatch', { field: 'bodyId' })
  const isSame = sha256 === proposal.text.sha256
  const signed = cosigners.filter(({ state }) => state === 'SIGNED').map(({ memberId }) => memberId)
  return [
    c.ProposalRevised({
      proposalId: proposal.id,
      ...by,
      textVersion: proposal.text.version + (isSame ? 0 : 1),
      sha256,
      files: command.files,
      voided: isSame && by.kind === proposal.kind ? [] : signed,
    }),
  ]
}

/** 删除草稿. */
export function discardDraft({ proposal }: { proposal: Proposal }, _command: unknown, { actor }: Deciding) {
  requireOwn(proposal, actor)
  requireState(proposal, ['DRAFT', 'COSIGNING'])
  return [c.DraftDiscarded({ proposalId: proposal.id })]
}

/** Whose proposal it becomes: a member's own, or that of the body whose clerk writes. */
function proposerOf(
  { kind, collectiveKind, bodyId }: Pick<CommandOf<typeof c.DraftProposal>, 'kind' | 'collectiveKind' | 'bodyId'>,
  { rules, body }: Pick<WritingFacts, 'rules' | 'body'>,
  actor: Actor,
) {
  if (kind !== 'COLLECTIVE') {
    if (collectiveKind !== undefined) throw new Refusal('proposal.kind_mismatch', { field: 'collectiveKind' })
    if (bodyId !== undefined) throw new Refusal('proposal.kind_mismatch', { field: 'bodyId' })
    if (actor.role !== 'MEMBER' || actor.memberId === undefined) {
      throw new Refusal('proposal.kind_mismatch', { field: 'kind' })
    }
    return { kind, lead: { kind: 'MEMBER' as const, id: actor.memberId } }
  }
  if (collectiveKind === undefined) throw new Refusal('proposal.kind_mismatch', { field: 'collectiveKind' })
  if (bodyId === undefined) throw new Refusal('proposal.kind_mismatch', { field: 'bodyId' })
  if (actor.role !== 'GROUP_CLERK') throw new Refusal('proposal.kind_mismatch', { field: 'kind' })
  // Of another's body one learns no more than of none.
  if (!body || !actor.units.includes(bodyId)) throw new Refusal('proposal.unknown_body', { field: 'bodyId' })
  requireCollectiveKind(rules, collectiveKind, body)
  return { kind, collectiveKind, lead: { kind: 'BODY' as const, id: bodyId } }
}
