import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'
import { type Proposal, requireOwn, requireState } from './proposal.ts'

/** Proposals can become one case during the review, and from the filing to the assignment. */
const MERGEABLE = ['UNDER_REVIEW', 'FILED'] as const satisfies c.ProposalState[]

/** 并案: one case, and every original stays what it is. */
export function mergeProposals(
  { into, from, candidates }: { into: Proposal; from: readonly Proposal[]; candidates: readonly string[] },
  { intoId, fromIds }: CommandOf<typeof c.MergeProposals>,
) {
  requireState(into, MERGEABLE, 'intoId')
  fromIds.forEach((id, index) => {
    const field = `fromIds.${index}`
    if (id === intoId || fromIds.indexOf(id) !== index) throw new Refusal('proposal.merge_self', { field })
    const one = from.find((proposal) => proposal.id === id)
    if (!one) throw new Refusal('common.not_found', { field })
    requireState(one, MERGEABLE, field)
    if (candidates.includes(id)) throw new Refusal('proposal.merge_key', { field })
    if (one.originals > 0) throw new Refusal('proposal.merge_chain', { field })
    if (one.filing.intakeId !== into.filing.intakeId) throw new Refusal('proposal.merge_session', { field })
    if (one.state === 'FILED' && into.state !== 'FILED') throw new Refusal('proposal.merge_order', { field })
  })
  return [
    c.ProposalsMerged({ proposalId: intoId, fromIds }),
    ...from.map(({ id, state }) => c.ProposalAbsorbed({ proposalId: id, intoId, before: state })),
  ]
}

/** 撤销并案: before the case is assigned; the original is again where it was. */
export function undoMerger({ proposal, into }: { proposal: Proposal; into: Proposal | undefined }) {
  requireState(proposal, ['MERGED_INTO'])
  requireState(into!, MERGEABLE)
  const { before } = proposal.merger!
  return [
    c.ProposalSplit({ proposalId: proposal.id, fromId: into!.id, state: before }),
    c.MergerEnded({ proposalId: into!.id, originalId: proposal.id }),
  ]
}

/** 答复并案: the proposers are asked; an objection is for the office to weigh. */
export function answerMerger(
  { proposal }: { proposal: Proposal },
  { answer }: CommandOf<typeof c.AnswerMerger>,
  { actor }: Deciding,
) {
  requireOwn(proposal, actor)
  requireState(proposal, ['MERGED_INTO'])
  const { intoId, answer: before } = proposal.merger!
  if (before !== undefined) throw new Refusal('proposal.merger_answered', { field: 'proposalId' })
  return [c.MergerAnswered({ proposalId: proposal.id, intoId, answer })]
}
