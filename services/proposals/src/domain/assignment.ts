import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import { dueBy, shanghaiDate } from '@lianxie/policy'
import type { Deciding, Rules } from './deciding.ts'
import {
  answers,
  type HandledCase,
  requireNamedUnit,
  requireSeen,
  requireUnit,
  stateOfCase,
  stateWith,
  type Unit,
} from './handled-case.ts'
import { requireState } from './proposal.ts'
import { replyTerm } from './reply-term.ts'

/** 立案时的建议承办单位. */
export interface Suggested {
  leadUnitId?: string
  coUnitIds: readonly string[]
}

interface AssigningFacts {
  handled: HandledCase
  rules: Rules
  /** Units of the command that the directory does not have. */
  unknownUnits: readonly string[]
}

/** 交办: of a case that was filed, or that its units returned. A merged original is assigned with its case. */
export function assignProposal(
  { handled, rules, unknownUnits }: AssigningFacts,
  { assignment, documentNumber, fixedReplyOn }: CommandOf<typeof c.AssignProposal>,
  { now, actor }: Deciding,
) {
  requireAssignable(handled, actor)
  if (actor.role === 'STAFF_PROPOSAL' && documentNumber === undefined) {
    throw new Refusal('assignment.document_missing', { field: 'documentNumber' })
  }
  const units = unitsOf(assignment, unknownUnits)
  return [
    assigned(
      handled,
      { mode: assignment.mode, units },
      { rules, now, fixedOn: fixedReplyOn, ...given('documentNumber', documentNumber) },
    ),
  ]
}

interface HandoverFacts {
  cases: ReadonlyMap<string, HandledCase>
  suggested: ReadonlyMap<string, Suggested>
  rules: Rules
  unknownUnits: readonly string[]
}

/** 交办会: all cases or none; every line that cannot be assigned is told. */
export function holdHandover(
  { cases, suggested, rules, unknownUnits }: HandoverFacts,
  command: CommandOf<typeof c.HoldHandover>,
  { now, actor, newId }: Deciding,
) {
  const { heldOn, documentNumber, fixedReplyOn: fixedOn } = command
  if (heldOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'heldOn' })
  const handoverId = newId()
  const seen = new Set<string>()
  const lines: unknown[] = []
  const facts = command.cases.flatMap(({ proposalId, assignment }, index) => {
    try {
      const handled = cases.get(proposalId)
      if (!handled) throw new Refusal('common.not_found', { field: 'proposalId' })
      if (seen.has(proposalId)) throw new Refusal('common.exists', { field: 'proposalId' })
      seen.add(proposalId)
      requireAssignable(handled, actor)
      const taken = assignment ?? asSuggested(suggested.get(proposalId))
      const units = unitsOf(taken, unknownUnits)
      return [assigned(handled, { mode: taken.mode, units }, { rules, now, fixedOn, handoverId, documentNumber })]
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      lines.push({ ...error.detail, line: index + 1, proposalId, code: error.code })
      return []
    }
  })
  if (lines.length > 0) throw new Refusal('handover.refused', { field: 'cases', lines })
  const proposalIds = command.cases.map(({ proposalId }) => proposalId)
  return [c.HandoverHeld({ handoverId, heldOn, documentNumber, proposalIds }), ...facts]
}

interface Assigning {
  rules: Rules
  now: Date
  fixedOn?: string | undefined
  handoverId?: string
  documentNumber?: string
}

function assigned(
  handled: HandledCase,
  { mode, units }: { mode: c.AssignmentMode; units: c.AssignedUnit[] },
  { rules, now, fixedOn, ...by }: Assigning,
) {
  const { proposal } = handled
  const today = shanghaiDate(now)
  return c.ProposalAssigned({
    proposalId: proposal.id,
    mode,
    units,
    assignedOn: today,
    ...by,
    ...clocks(rules, { today, now, firstOn: handled.assignedOn ?? today, fixedOn, hasCo: mode === 'LEAD_CO' }),
  })
}

/** Only a case that was filed, or that its units returned and the office took back, is assigned. */
function requireAssignable({ proposal, units }: HandledCase, actor: Deciding['actor']): void {
  requireSeen(proposal, actor)
  requireState(proposal, ['FILED', 'RETURNED_BY_UNIT'])
  if (units.some(({ state }) => state === 'DECLINED')) {
    throw new Refusal('assignment.decline_open', { field: 'proposalId' })
  }
}

/** The clocks that begin with an assignment; that of the reply began with the first one. */
function clocks(
  rules: Rules,
  {
    today,
    firstOn,
    now,
    fixedOn,
    hasCo,
  }: { today: string; firstOn: string; now: Date; fixedOn?: string | undefined; hasCo: boolean },
) {
  return {
    windowDeadline: dueBy(rules, 'proposal.unitReturnDays', { anchor: today }),
    meetingDeadline: dueBy(rules, 'proposal.firstContactDue', { anchor: today }),
    ...(hasCo && { opinionDeadline: dueBy(rules, 'proposal.coUnitOpinionDue', { anchor: today }) }),
    ...replyTerm(rules, { assignedOn: firstOn, fixedOn, now }),
  }
}

function unitsOf(assignment: c.Assignment, unknown: readonly string[]): c.AssignedUnit[] {
  const units = rolesOf(assignment)
  const ids = units.map(({ unitId }) => unitId)
  const strange = ids.filter((id) => unknown.includes(id))
  if (strange.length > 0) throw new Refusal('proposal.unknown_unit', { field: 'assignment', units: strange })
  if (new Set(ids).size < ids.length) throw new Refusal('assignment.unit_twice', { field: 'assignment' })
  return units
}

function rolesOf(assignment: c.Assignment): c.AssignedUnit[] {
  switch (assignment.mode) {
    case 'SOLE':
      return [{ unitId: assignment.unitId, role: 'SOLE' }]
    case 'LEAD_CO':
      return [
        { unitId: assignment.leadUnitId, role: 'LEAD' },
        ...assignment.coUnitIds.map((unitId) => ({ unitId, role: 'CO' as const })),
      ]
    case 'SEPARATE':
      return assignment.unitIds.map((unitId) => ({ unitId, role: 'SEPARATE' as const }))
  }
}

/** The units of an assignment as a command names them. */
export const unitIdsOf = (assignment: c.Assignment): string[] => rolesOf(assignment).map(({ unitId }) => unitId)

export function asSuggested(suggested: Suggested | undefined): c.Assignment {
  if (suggested?.leadUnitId === undefined) throw new Refusal('assignment.no_units', { field: 'assignment' })
  const { leadUnitId, coUnitIds } = suggested
  return coUnitIds.length === 0
    ? { mode: 'SOLE', unitId: leadUnitId }
    : { mode: 'LEAD_CO', leadUnitId, coUnitIds: [...coUnitIds] }
}

/** 签收. */
export function acceptAssignment(
  { handled }: { handled: HandledCase },
  { unitId }: CommandOf<typeof c.AcceptAssignment>,
  { actor }: Deciding,
) {
  const unit = requireUnit(handled, unitId, actor)
  if (unit.state !== 'ASSIGNED') throw new Refusal('assignment.answered', { field: 'unitId', state: unit.state })
  return [accepted(handled, unit, 'UNIT')]
}

/** 逾期视为签收: says nothing of units that have answered, or whose window is another. */
export function takeSilenceAsAcceptance(
  { handled }: { handled: HandledCase },
  { ifDue }: CommandOf<typeof c.TakeSilenceAsAcceptance>,
) {
  const facts = []
  let now = handled
  for (const unit of handled.units) {
    if (unit.state !== 'ASSIGNED' || unit.windowDue !== ifDue) continue
    facts.push(accepted(now, unit, 'SILENCE'))
    now = withUnit(now, unit.unitId, { state: 'ACCEPTED' })
  }
  return facts
}

/** 退办: by the head of the unit, within the window. Nobody passes a case on by themselves: the office answers. */
export function declineAssignment(
  { handled, rules, unknownUnits }: AssigningFacts,
  { unitId, proposedUnitId }: CommandOf<typeof c.DeclineAssignment>,
  { now, actor }: Deciding,
) {
  const unit = requireUnit(handled, unitId, actor)
  if (unit.windowDue !== undefined && now.toISOString() >= unit.windowDue && unit.state !== 'DECLINED') {
    throw new Refusal('assignment.window_over', { field: 'unitId', due: unit.windowDue })
  }
  if (unit.state !== 'ASSIGNED') throw new Refusal('assignment.answered', { field: 'unitId', state: unit.state })
  if (unknownUnits.length > 0) throw new Refusal('proposal.unknown_unit', { field: 'proposedUnitId' })
  if (proposedUnitId === unitId) throw new Refusal('assignment.unit_twice', { field: 'proposedUnitId' })
  return [
    c.AssignmentDeclined({
      proposalId: handled.proposal.id,
      unitId,
      proposedUnitId,
      answerDeadline: dueBy(rules, 'proposal.returnAnswerDue', { anchor: shanghaiDate(now) }),
      state: stateWith(handled, unitId, { state: 'DECLINED' }),
    }),
  ]
}

/**
 * 答复退办: rejected, and the unit must handle the case; or upheld, and another unit takes its part, or the rest go on
 * without it. A case that no replying unit is left with waits to be assigned anew.
 */
export function answerDecline(
  { handled, rules, unknownUnits }: AssigningFacts,
  { unitId, answer, replacementUnitId }: CommandOf<typeof c.AnswerDecline>,
  { now, actor }: Deciding,
) {
  requireSeen(handled.proposal, actor)
  const unit = requireNamedUnit(handled, unitId)
  if (unit.state !== 'DECLINED') throw new Refusal('assignment.not_declined', { field: 'unitId', state: unit.state })
  const answered = (state: c.ProposalState) =>
    c.DeclineAnswered({
      proposalId: handled.proposal.id,
      unitId,
      answer,
      late: unit.returnAnswerDue !== undefined && now.toISOString() >= unit.returnAnswerDue,
      state,
    })
  if (answer === 'REJECTED') {
    if (replacementUnitId !== undefined)
      throw new Refusal('assignment.replacement_unfit', { field: 'replacementUnitId' })
    return [answered(handled.proposal.state), accepted(handled, unit, 'OFFICE')]
  }
  const rest = withUnit(handled, unitId, { state: 'RELEASED' })
  if (replacementUnitId === undefined) {
    const state = stateOfCase(rest.units, rest.round)
    if (state === 'REPLIED') throw new Refusal('assignment.replacement_needed', { field: 'replacementUnitId' })
    return [answered(state)]
  }
  return [answered(handled.proposal.state), replaced(rest, unit, replacementUnitId, { rules, unknownUnits, now })]
}

function replaced(
  rest: HandledCase,
  { unitId: replacedUnitId, role, replyDeadline, replyByRule }: Unit,
  unitId: string,
  { rules, unknownUnits, now }: { rules: Rules; unknownUnits: readonly string[]; now: Date },
) {
  if (unknownUnits.length > 0) throw new Refusal('proposal.unknown_unit', { field: 'replacementUnitId' })
  if (unitId === replacedUnitId || rest.units.some((unit) => unit.unitId === unitId && unit.state !== 'RELEASED')) {
    throw new Refusal('assignment.unit_twice', { field: 'replacementUnitId' })
  }
  const today = shanghaiDate(now)
  const taking = { unitId, role, state: 'ASSIGNED', work: 'HANDLING' } as Unit
  const begun = clocks(rules, { today, now, firstOn: rest.assignedOn ?? today, hasCo: role === 'CO' })
  return c.UnitReplaced({
    proposalId: rest.proposal.id,
    unitId,
    role,
    replacedUnitId,
    ...begun,
    ...(replyDeadline && { replyDeadline, replyByRule }),
    state: stateOfCase([...rest.units.filter((unit) => unit.unitId !== unitId), taking], rest.round),
  })
}

const accepted = (handled: HandledCase, { unitId }: Unit, by: c.AcceptedBy) =>
  c.AssignmentAccepted({
    proposalId: handled.proposal.id,
    unitId,
    by,
    state: stateWith(handled, unitId, { state: 'ACCEPTED' }),
  })

const withUnit = (handled: HandledCase, unitId: string, change: Partial<Unit>): HandledCase => ({
  ...handled,
  units: handled.units.map((unit) => (unit.unitId === unitId ? { ...unit, ...change } : unit)),
})

/** Units that still owe a reply. */
export const owesReply = (unit: Unit): boolean => answers(unit) && unit.work !== 'REPLIED'
