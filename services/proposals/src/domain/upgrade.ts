import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'
import { type Proposal, requireState } from './proposal.ts'
import { leastSolved } from './result-class.ts'

/** 一个单位的办理结果: as its reply said, or as it was upgraded. */
export interface UnitResult {
  unitId: string
  resultClass: c.ResultClass
  /** 待确认的升级. */
  asked?: c.ResultClass
}

interface Facts {
  proposal: Proposal
  results: readonly UnitResult[]
}

/** 申请结果升级: with evidence, while the case is followed up. */
export function requestUpgrade(
  { proposal, results }: Facts,
  { unitId, to, files }: CommandOf<typeof c.RequestUpgrade>,
  { actor }: Deciding,
) {
  const own = results.find((one) => one.unitId === unitId)
  if (!own || !actor.units.includes(unitId)) throw new Refusal('common.not_found', { field: 'proposalId' })
  requireState(proposal, ['FOLLOW_UP'])
  if (own.asked !== undefined) throw new Refusal('upgrade.pending', { field: 'unitId' })
  if (!(BETTER[own.resultClass] ?? []).includes(to)) {
    throw new Refusal('upgrade.not_better', { field: 'to', from: own.resultClass })
  }
  return [c.UpgradeRequested({ proposalId: proposal.id, unitId, from: own.resultClass, to, files })]
}

/** 确认结果升级: the class of the reply stays on record beside the new one. */
export function answerUpgrade(
  { proposal, results }: Facts,
  { unitId, granted, remark }: CommandOf<typeof c.AnswerUpgrade>,
) {
  requireState(proposal, ['FOLLOW_UP'])
  const result = results.find((one) => one.unitId === unitId)
  if (!result) throw new Refusal('common.not_found', { field: 'unitId' })
  const { resultClass: from, asked: to } = result
  if (to === undefined) throw new Refusal('upgrade.none', { field: 'unitId' })
  if (!granted) {
    if (remark === undefined) throw new Refusal('upgrade.reason_missing', { field: 'remark' })
    return [c.UpgradeRefused({ proposalId: proposal.id, unitId, to })]
  }
  const after = results.map((one) => (one.unitId === unitId ? to : one.resultClass))
  return [c.ResultUpgraded({ proposalId: proposal.id, unitId, from, to, caseClass: leastSolved(after) })]
}

/** What a result can become: C to B or A, B to A, or in the words of the scheme with three classes. */
const BETTER: Partial<Record<c.ResultClass, readonly c.ResultClass[]>> = {
  B: ['A'],
  C: ['B', 'A'],
  PLANNED: ['SOLVED'],
}
