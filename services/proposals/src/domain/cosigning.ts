import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import { dueBy, endOfDay, shanghaiDate } from '@lianxie/policy'
import type { Deciding, Rules } from './deciding.ts'
import { type Cosigner, type Proposal, requireOwn, requireState, WRITABLE } from './proposal.ts'

interface Facts {
  proposal: Proposal
  cosigners: readonly Cosigner[]
}

/** 邀请附议: the day that is set now is that of all who are invited; who has not signed may be invited again. */
export function inviteCosigners(
  { proposal, cosigners, rules, unknown }: Facts & { rules: Rules; unknown: readonly string[] },
  { memberIds, until }: CommandOf<typeof c.InviteCosigners>,
  { now, actor }: Deciding,
) {
  requireOwn(proposal, actor)
  requireState(proposal, WRITABLE)
  if (proposal.kind !== 'JOINT') throw new Refusal('proposal.not_joint', { field: 'proposalId' })
  if (unknown.length > 0) throw new Refusal('proposal.unknown_member', { field: 'memberIds', members: unknown })
  const asked = new Set(cosigners.filter(({ state }) => state === 'SIGNED').map(({ memberId }) => memberId))
  memberIds.forEach((memberId, index) => {
    if (memberId === proposal.lead.id) throw new Refusal('proposal.own_cosigner', { field: `memberIds.${index}` })
    if (asked.has(memberId)) throw new Refusal('proposal.cosigner_twice', { field: `memberIds.${index}` })
    asked.add(memberId)
  })
  const today = shanghaiDate(now)
  if (until !== undefined && until < today) throw new Refusal('proposal.until_passed', { field: 'until' })
  const last = until ?? dueBy(rules, 'proposal.cosignDays', { anchor: today }).date
  return [c.CosignersInvited({ proposalId: proposal.id, memberIds, until: last, due: endOfDay(last) })]
}

/** 取消附议邀请. */
export function removeCosigner(
  { proposal, cosigners }: Facts,
  { memberId }: CommandOf<typeof c.RemoveCosigner>,
  { actor }: Deciding,
) {
  requireOwn(proposal, actor)
  requireState(proposal, WRITABLE)
  const cosigner = cosigners.find((one) => one.memberId === memberId)
  if (!cosigner || !['INVITED', 'SIGNED'].includes(cosigner.state)) {
    throw new Refusal('common.not_found', { field: 'memberId' })
  }
  return [c.CosignerRemoved({ proposalId: proposal.id, memberId })]
}

/** 附议: everyone for themselves, and for the text that they have read. */
export function cosignProposal(facts: Facts, { sha256 }: CommandOf<typeof c.CosignProposal>, { now, actor }: Deciding) {
  const memberId = requireInvited(facts, actor.memberId, now)
  const { proposal } = facts
  if (sha256 !== proposal.text.sha256) throw new Refusal('proposal.text_changed', { field: 'sha256' })
  return [c.ProposalCosigned({ proposalId: proposal.id, memberId, sha256 })]
}

/** 谢绝附议. */
export function declineCosignature(facts: Facts, _command: unknown, { now, actor }: Deciding) {
  const memberId = requireInvited(facts, actor.memberId, now)
  return [c.CosignatureDeclined({ proposalId: facts.proposal.id, memberId })]
}

/** 附议到期: those who have not signed drop out. Says nothing when the day was moved meanwhile. */
export function expireCosigning({ proposal, cosigners }: Facts, { ifDue }: CommandOf<typeof c.ExpireCosigning>) {
  if (proposal.cosigning?.due !== ifDue || !(WRITABLE as readonly string[]).includes(proposal.state)) return []
  const memberIds = cosigners.filter(({ state }) => state === 'INVITED').map(({ memberId }) => memberId)
  return memberIds.length === 0 ? [] : [c.CosigningExpired({ proposalId: proposal.id, memberIds })]
}

function requireInvited({ proposal, cosigners }: Facts, memberId: string | undefined, now: Date): string {
  const own = cosigners.find((cosigner) => cosigner.memberId === memberId)
  if (!own || own.state === 'REMOVED') throw new Refusal('common.not_found', { field: 'proposalId' })
  requireState(proposal, WRITABLE)
  if (own.state === 'SIGNED' || own.state === 'DECLINED') {
    throw new Refusal('proposal.cosignature_given', { field: 'proposalId', state: own.state })
  }
  if (own.state === 'EXPIRED' || (proposal.cosigning && now.toISOString() >= proposal.cosigning.due)) {
    throw new Refusal('proposal.cosigning_over', { field: 'proposalId' })
  }
  return own.memberId
}
