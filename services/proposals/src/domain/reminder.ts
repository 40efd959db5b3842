import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import { daysLeft, dueBy } from '@lianxie/policy'
import type { Deciding, Rules } from './deciding.ts'
import { answers, type HandledCase, requireNamedUnit, requireSeen, type Unit } from './handled-case.ts'
import type { Intake } from './intake.ts'

interface Facts {
  handled: HandledCase
  /** When a session case is to be assigned. */
  assignmentDue: string | undefined
}

/** 全会后交办期限: of the session cases of a plenary that has closed. */
export const assignmentDeadline = (rules: Rules, { closesOn }: Pick<Intake, 'closesOn'>) =>
  dueBy(rules, 'proposal.assignDue', { anchor: closesOn })

/** 到期提醒: of what is still owed by that instant; says nothing when it was done or the day has moved. */
export function remindOfProposal(
  { handled, assignmentDue }: Facts,
  { about, ifDue, unitId: only }: CommandOf<typeof c.RemindOfProposal>,
  { now }: Deciding,
) {
  const { proposal, units } = handled
  const reminder = { proposalId: proposal.id, about, due: ifDue, daysLeft: daysLeft(ifDue, now) }
  if (about === 'ASSIGNMENT') {
    const isOpen = proposal.state === 'FILED' && assignmentDue === ifDue
    return isOpen ? [c.ProposalReminded(reminder)] : []
  }
  return units
    .filter((unit) => owedBy(unit, about) === ifDue && (only === undefined || unit.unitId === only))
    .map(({ unitId }) => c.ProposalReminded({ ...reminder, unitId }))
}

/** 催办: of something that the unit does owe. */
export function urgeUnit(
  { handled, assignmentDue }: Facts,
  { unitId, about, documentNumber }: CommandOf<typeof c.UrgeUnit>,
  { now, actor }: Deciding,
) {
  requireSeen(handled.proposal, actor)
  const due =
    about === 'ASSIGNMENT' || about === 'RETURN_ANSWER' ? undefined : owedBy(requireNamedUnit(handled, unitId), about)
  if (due === undefined) throw new Refusal('assignment.nothing_owed', { field: 'about', about, assignmentDue })
  return [
    c.UnitUrged({ proposalId: handled.proposal.id, unitId, about, documentNumber, due, daysLeft: daysLeft(due, now) }),
  ]
}

/** By when a unit owes something, while it does. */
export function owedBy(unit: Unit, about: c.ProposalDuty): string | undefined {
  switch (about) {
    case 'REPLY':
      return answers(unit) && unit.work !== 'REPLIED' ? unit.replyDeadline?.due : undefined
    case 'FIRST_CONTACT':
      return answers(unit) && !unit.contacted && unit.work !== 'REPLIED' ? unit.meetingDue : undefined
    case 'CO_OPINION':
      return unit.role === 'CO' && unit.state !== 'RELEASED' && !unit.opinionGiven ? unit.opinionDue : undefined
    case 'RETURN_ANSWER':
      return unit.state === 'DECLINED' ? unit.returnAnswerDue : undefined
    case 'ASSIGNMENT':
      return undefined
  }
}
