import { type CommandOf, directory as d, Refusal } from '@lianxie/contracts'
import {
  approvePolicy as approve,
  draftPolicy as draft,
  POLICY_KEYS,
  type PolicyPack,
  PolicyRefusal,
  type PolicyValues,
  rejectPolicy as reject,
} from '@lianxie/policy'
import type { Deciding } from './deciding.ts'
import { policyData } from './policy-data.ts'

export interface PolicyFacts {
  /** All versions of this committee. */
  packs: readonly PolicyPack[]
}

/** 拟订本地规则 */
export function draftPolicy(
  { packs }: PolicyFacts,
  command: CommandOf<typeof d.DraftPolicy>,
  { actor, now, committee }: Deciding,
) {
  const unknown = Object.keys(command.changes).find((key) => !(POLICY_KEYS as readonly string[]).includes(key))
  if (unknown !== undefined) throw new Refusal('policy.unknown_key', { field: `changes.${unknown}` })
  const pack = refusing('changes', () =>
    // The values are checked against their rules inside.
    draft(
      packs,
      { ...command, committee, changes: command.changes as Partial<PolicyValues> },
      { actor: actor.id, now: now.toISOString() },
    ),
  )
  return [d.PolicyDrafted({ committee, version: pack.version, pack: policyData(pack) })]
}

/** 批准本地规则: by a second person; the version before ends where this one begins. */
export function approvePolicy(
  { packs }: PolicyFacts,
  { version }: CommandOf<typeof d.ApprovePolicy>,
  { actor, now, committee }: Deciding,
) {
  requireVersion(packs, version)
  const [pack] = refusing('version', () => approve(packs, version, { actor: actor.id, now: now.toISOString() }))
  if (!pack) throw new Error('expected the approved version first')
  return [d.PolicyApproved({ committee, version, effectiveFrom: pack.effectiveFrom, pack: policyData(pack) })]
}

/** 退回本地规则: by a chair, or by whoever drafted it, which withdraws it. */
export function rejectPolicy(
  { packs }: PolicyFacts,
  { version }: CommandOf<typeof d.RejectPolicy>,
  { actor, now, committee }: Deciding,
) {
  const draft = requireVersion(packs, version)
  if (actor.role !== 'CHAIR' && draft.draftedBy !== actor.id) throw new Refusal('auth.forbidden', { role: actor.role })
  const pack = refusing('version', () => reject(packs, version, { actor: actor.id, now: now.toISOString() }))
  return [d.PolicyRejected({ committee, version, pack: policyData(pack) })]
}

function requireVersion(packs: readonly PolicyPack[], version: number): PolicyPack {
  const found = packs.find((pack) => pack.version === version)
  if (!found) throw new Refusal('common.not_found', { field: 'version' })
  return found
}

/** The policy package's refusals, in the platform's. */
function refusing<T>(field: string, decide: () => T): T {
  try {
    return decide()
  } catch (error) {
    if (!(error instanceof PolicyRefusal)) throw error
    const { field: inner, ...detail } = error.detail
    const path = error.code === 'policy.invalid_value' && inner !== undefined ? `${field}.${inner}` : (inner ?? field)
    throw new Refusal(error.code, { ...detail, field: path })
  }
}
