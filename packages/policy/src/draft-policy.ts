import type { CommitteeId, Instant, LocalDate } from '@lianxie/contracts'
import { diffPolicies } from './policy-diff.ts'
import { defaultPack, PolicyPack, PolicyValues } from './policy-pack.ts'
import { PolicyRefusal } from './policy-refusal.ts'
import { shanghaiDate } from './shanghai-date.ts'

export interface DraftPolicy {
  committee: CommitteeId
  /** The rules that shall differ from the latest approved version. */
  changes: Partial<PolicyValues>
  effectiveFrom: LocalDate
  reason: string
}

/**
 * 拟订: writes the next version as a draft on the latest approved one (or on the product's default).
 *
 * @param packs all versions of this committee
 * @throws {PolicyRefusal} `policy.draft_open`, `policy.invalid_value`, `policy.unchanged`, `policy.effective_too_early`
 */
export function draftPolicy(
  packs: readonly PolicyPack[],
  { committee, changes, effectiveFrom, reason }: DraftPolicy,
  { actor, now }: { actor: string; now: Instant },
): PolicyPack {
  if (packs.some(({ stage }) => stage === 'draft')) throw new PolicyRefusal('policy.draft_open')
  const base = latestApproved(packs) ?? defaultPack(committee)
  const values = PolicyValues.safeParse({ ...base.values, ...changes })
  if (!values.success) {
    throw new PolicyRefusal('policy.invalid_value', { field: values.error.issues[0]?.path.join('.') ?? 'changes' })
  }
  if (diffPolicies(base.values, values.data).length === 0) throw new PolicyRefusal('policy.unchanged')
  assertInTime(effectiveFrom, base, now)
  const version = Math.max(0, ...packs.map((pack) => pack.version)) + 1
  const draft = PolicyPack.safeParse({
    committee,
    version,
    stage: 'draft',
    effectiveFrom,
    values: values.data,
    reason,
    draftedBy: actor,
    draftedAt: now,
  })
  if (!draft.success) {
    throw new PolicyRefusal('policy.invalid_value', { field: draft.error.issues[0]?.path.join('.') ?? 'draft' })
  }
  return draft.data
}

/** The approved version with the highest number. */
export function latestApproved(packs: readonly PolicyPack[]): PolicyPack | undefined {
  return packs
    .filter(({ stage }) => stage === 'approved')
    .toSorted((a, b) => a.version - b.version)
    .at(-1)
}

/** Rules are never made for the past, nor placed before a version that is approved already. */
export function assertInTime(effectiveFrom: LocalDate, base: PolicyPack, now: Instant): void {
  const today = shanghaiDate(now)
  const earliest = base.effectiveFrom > today ? base.effectiveFrom : today
  if (effectiveFrom < earliest)
    throw new PolicyRefusal('policy.effective_too_early', { field: 'effectiveFrom', earliest })
}
