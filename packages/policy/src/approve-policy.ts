import type { Instant } from '@lianxie/contracts'
import { assertInTime, latestApproved } from './draft-policy.ts'
import type { PolicyPack } from './policy-pack.ts'
import { PolicyRefusal } from './policy-refusal.ts'

/**
 * 批准: a second person approves a draft; the version before it ends when the new one takes effect.
 *
 * @param packs all versions of this committee
 * @returns the versions that changed: the approved one first, then the one it takes over from
 * @throws {PolicyRefusal} `policy.not_a_draft`, `policy.same_person`, `policy.effective_too_early`
 */
export function approvePolicy(
  packs: readonly PolicyPack[],
  version: number,
  { actor, now }: { actor: string; now: Instant },
): PolicyPack[] {
  const draft = findDraft(packs, version)
  if (draft.draftedBy === actor) throw new PolicyRefusal('policy.same_person')
  const before = latestApproved(packs)
  assertInTime(draft.effectiveFrom, before ?? draft, now)
  const approved: PolicyPack = { ...draft, stage: 'approved', decidedBy: actor, decidedAt: now }
  return before ? [approved, { ...before, until: draft.effectiveFrom }] : [approved]
}

/**
 * 退回: turns a draft down; its author may do so as well, which withdraws it.
 *
 * @throws {PolicyRefusal} `policy.not_a_draft`
 */
export function rejectPolicy(
  packs: readonly PolicyPack[],
  version: number,
  { actor, now }: { actor: string; now: Instant },
): PolicyPack {
  return { ...findDraft(packs, version), stage: 'rejected', decidedBy: actor, decidedAt: now }
}

function findDraft(packs: readonly PolicyPack[], version: number): PolicyPack {
  const draft = packs.find((pack) => pack.version === version)
  if (draft?.stage !== 'draft') throw new PolicyRefusal('policy.not_a_draft', { version })
  return draft
}
