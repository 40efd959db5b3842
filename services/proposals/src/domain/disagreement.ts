import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { refuseClassified } from './classified-marking.ts'
import type { Deciding } from './deciding.ts'
import { type HandledCase, requireAccepted, requireRunning, requireSeen, requireUnit } from './handled-case.ts'

/** 办理分歧 among the units of a case. */
export interface Disagreement {
  id: string
  state: c.DisagreementState
}

interface Facts {
  handled: HandledCase
  disagreement: Disagreement | undefined
}

/** 反映办理分歧: by any of several units. */
export function reportDisagreement(
  { handled }: Pick<Facts, 'handled'>,
  { unitId, matter }: CommandOf<typeof c.ReportDisagreement>,
  { actor, newId }: Deciding,
) {
  requireRunning(handled)
  requireAccepted(requireUnit(handled, unitId, actor))
  if (handled.units.filter(({ state }) => state !== 'RELEASED').length < 2) {
    throw new Refusal('disagreement.one_unit', { field: 'unitId' })
  }
  refuseClassified({ matter })
  return [c.DisagreementReported({ proposalId: handled.proposal.id, disagreementId: newId(), unitId })]
}

/** 协调: by the leader of the lead unit, or of one of the separate ones; what is not agreed goes further up. */
export function coordinateDisagreement(
  { handled, disagreement }: Facts,
  { unitId, agreed, result }: CommandOf<typeof c.CoordinateDisagreement>,
  { actor }: Deciding,
) {
  const unit = requireUnit(handled, unitId, actor)
  requireAccepted(unit)
  if (unit.role === 'CO') throw new Refusal('assignment.wrong_role', { field: 'unitId', role: unit.role })
  const { id } = requireIn(disagreement, 'REPORTED')
  refuseClassified({ result })
  return [
    c.DisagreementCoordinated({
      proposalId: handled.proposal.id,
      disagreementId: id,
      unitId,
      state: agreed ? 'SETTLED' : 'ESCALATED',
    }),
  ]
}

/** 裁定: what the vice head of government decided. */
export function settleDisagreement(
  { handled, disagreement }: Facts,
  { decision, decidedOn, documentNumber }: CommandOf<typeof c.SettleDisagreement>,
  { now, actor }: Deciding,
) {
  requireSeen(handled.proposal, actor)
  const { id } = requireIn(disagreement, 'ESCALATED')
  refuseClassified({ decision })
  if (decidedOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'decidedOn' })
  return [
    c.DisagreementSettled({
      proposalId: handled.proposal.id,
      disagreementId: id,
      decidedOn,
      ...given('documentNumber', documentNumber),
    }),
  ]
}

function requireIn(disagreement: Disagreement | undefined, expected: c.DisagreementState): Disagreement {
  if (!disagreement) throw new Refusal('common.not_found', { field: 'disagreementId' })
  const { state } = disagreement
  if (state !== expected) throw new Refusal('disagreement.wrong_state', { field: 'disagreementId', state, expected })
  return disagreement
}
