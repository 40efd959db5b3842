import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import type { PolicyValues } from '@lianxie/policy'
import type { Deciding, Rules } from './deciding.ts'
import { type Body, isOwn, type Proposal, requireState, WRITABLE } from './proposal.ts'

type KindRule = PolicyValues['proposal.collectiveKinds'][number]

/** 集体提案类别, as the local rules have it, if they have it for this body. */
export function requireCollectiveKind({ values }: Rules, code: string, body: Body): KindRule {
  const rule = values['proposal.collectiveKinds'].find((kind) => kind.code === code)
  const fits = rule && (body.isSector ? rule.sectors : rule.bodyKinds.some((kind) => kind === body.bodyKind))
  if (!rule || !fits) throw new Refusal('proposal.collective_kind_unknown', { field: 'collectiveKind' })
  return rule
}

interface ConfirmFacts {
  proposal: Proposal
  rules: Rules
  body: Body | undefined
  /** True when the actor is the convenor of the body. */
  isConvenor: boolean
}

/** 确认集体提案: a clerk hands in the page with the body's seal, or its convenor signs. */
export function confirmCollective(
  { proposal, rules, body, isConvenor }: ConfirmFacts,
  { sha256, sealedPage }: CommandOf<typeof c.ConfirmCollective>,
  { actor }: Deciding,
) {
  const own = isOwn(proposal, actor)
  if (!own && !isConvenor) throw new Refusal('common.not_found', { field: 'proposalId' })
  requireState(proposal, WRITABLE)
  if (proposal.kind !== 'COLLECTIVE' || !body) throw new Refusal('proposal.kind_mismatch', { field: 'proposalId' })
  if (sha256 !== proposal.text.sha256) throw new Refusal('proposal.text_changed', { field: 'sha256' })
  const by = requireCollectiveKind(rules, proposal.collectiveKind!, body).confirmation
  if (by === 'CONVENOR' && !isConvenor) throw new Refusal('proposal.not_convenor', { field: 'proposalId' })
  if (by === 'SEAL' && sealedPage === undefined) throw new Refusal('proposal.seal_missing', { field: 'sealedPage' })
  return [
    c.CollectiveConfirmed({
      proposalId: proposal.id,
      by,
      sha256,
      ...given('sealedPage', sealedPage),
      ...(by === 'CONVENOR' && given('convenorMemberId', actor.memberId)),
    }),
  ]
}
