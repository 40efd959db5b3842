import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import type { Deciding, Rules } from './deciding.ts'
import {
  type HandledCase,
  requireAccepted,
  requireReplying,
  requireSeen,
  requireUnit,
  requireWork,
  stateWith,
  type Unit,
} from './handled-case.ts'
import { extendedTo, latestExtension } from './reply-term.ts'

/** 延期申请. */
export interface Extension {
  id: string
  unitId: string
  until: string
  state: 'REQUESTED' | 'GRANTED' | 'REFUSED'
  consents: readonly c.ConsentSide[]
}

interface Facts {
  handled: HandledCase
  /** The rules under which the clock of the reply began. */
  rules: Rules
}

/** 申请延期: while the reply is not overdue, and no further than one extension goes. */
export function requestExtension(
  { handled, rules }: Facts,
  { unitId, until }: CommandOf<typeof c.RequestExtension>,
  { now, actor, newId }: Deciding,
) {
  const unit = requireUnit(handled, unitId, actor)
  requireAccepted(unit)
  requireReplying(unit)
  requireWork(unit, ['HANDLING'])
  if (unit.round > 1) {
    throw new Refusal('proposal.wrong_state', {
      field: 'proposalId',
      state: handled.proposal.state,
      expected: ['HANDLING'],
    })
  }
  const reached = unit.replyDeadline!
  if (now.toISOString() >= reached.due) throw new Refusal('extension.too_late', { field: 'unitId', due: reached.due })
  const latest = latestOf(handled, unit, rules)
  if (latest.date <= reached.date) throw new Refusal('extension.at_limit', { field: 'unitId', date: reached.date })
  if (until <= reached.date) throw new Refusal('extension.not_later', { field: 'until', date: reached.date })
  if (until > latest.date) throw new Refusal('extension.too_long', { field: 'until', latest: latest.date })
  return [
    c.ExtensionRequested({
      proposalId: handled.proposal.id,
      extensionId: newId(),
      unitId,
      until,
      state: stateWith(handled, unitId, { work: 'EXTENSION_REQUESTED' }),
    }),
  ]
}

interface DecidingFacts extends Facts {
  extension: Extension | undefined
}

/** 同意延期: each of the two sides for itself; the second consent makes it hold. */
export function grantExtension({ handled, rules, extension }: DecidingFacts, _command: unknown, { actor }: Deciding) {
  requireSeen(handled.proposal, actor)
  const { id: extensionId, unitId, until, consents } = requireOpen(extension)
  const side = sideOf(actor)
  if (consents.includes(side)) throw new Refusal('extension.consented', { field: 'extensionId', side })
  const proposalId = handled.proposal.id
  const consented = c.ExtensionConsented({ proposalId, extensionId, side })
  if (consents.length === 0) return [consented]
  const unit = handled.units.find((one) => one.unitId === unitId)!
  const { replyDeadline, isWhole } = extendedTo(until, latestOf(handled, unit, rules))
  return [
    consented,
    c.ExtensionGranted({
      proposalId,
      extensionId,
      unitId,
      replyDeadline,
      replyByRule: unit.replyByRule && isWhole,
      state: stateWith(handled, unitId, { work: 'HANDLING' }),
    }),
  ]
}

/** 不同意延期: one side is enough. */
export function refuseExtension({ handled, extension }: DecidingFacts, _command: unknown, { actor }: Deciding) {
  requireSeen(handled.proposal, actor)
  const { id: extensionId, unitId } = requireOpen(extension)
  return [
    c.ExtensionRefused({
      proposalId: handled.proposal.id,
      extensionId,
      unitId,
      side: sideOf(actor),
      state: stateWith(handled, unitId, { work: 'HANDLING' }),
    }),
  ]
}

const sideOf = ({ role }: Deciding['actor']): c.ConsentSide =>
  role === 'SUPERVISION_OFFICE' ? 'SUPERVISION' : 'COMMITTEE'

function requireOpen(extension: Extension | undefined): Extension {
  if (!extension) throw new Refusal('common.not_found', { field: 'extensionId' })
  if (extension.state !== 'REQUESTED') {
    throw new Refusal('extension.decided', { field: 'extensionId', state: extension.state })
  }
  return extension
}

const latestOf = (handled: HandledCase, { replyDeadline, replyByRule, extensions }: Unit, rules: Rules) =>
  latestExtension({ deadline: replyDeadline!, byRule: replyByRule, extensions, assignedOn: handled.assignedOn! }, rules)
