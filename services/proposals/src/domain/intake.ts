import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import { dueBy } from '@lianxie/policy'
import type { Deciding, Rules } from './deciding.ts'

/** 征集届次: a plenary session under which proposals are taken. Days are those of Asia/Shanghai. */
export interface Intake {
  id: string
  termNumber: number
  sessionNumber: number
  opensOn: string
  closesOn: string
  deadlineOn: string
  windowFrom: string
  lastReceipt: number
  lastSerial: number
}

/** 设置届次. */
export function openIntake(
  { taken, rules }: { taken: boolean; rules: Rules },
  { termNumber, sessionNumber, ...days }: CommandOf<typeof c.OpenIntake>,
  { newId }: Deciding,
) {
  if (taken) throw new Refusal('intake.exists', { field: 'sessionNumber' })
  return [c.IntakeOpened({ intakeId: newId(), termNumber, sessionNumber, ...checked(days), ...windowOf(days, rules) })]
}

/** 调整日期. */
export function changeIntake(
  { intake, rules }: { intake: Intake; rules: Rules },
  { intakeId: _, ...days }: CommandOf<typeof c.ChangeIntake>,
) {
  return [c.IntakeChanged({ intakeId: intake.id, ...checked(days), ...windowOf(days, rules) })]
}

/** 登记界别召集人. */
export const nameConvenor = (
  { unknown }: { unknown: { bodies: readonly string[]; members: readonly string[] } },
  { sectorId, memberId }: CommandOf<typeof c.NameConvenor>,
) => {
  if (unknown.bodies.length > 0) throw new Refusal('proposal.unknown_body', { field: 'sectorId' })
  if (unknown.members.length > 0) throw new Refusal('proposal.unknown_member', { field: 'memberId' })
  return [c.ConvenorNamed({ sectorId, memberId })]
}

interface Days {
  opensOn: string
  closesOn: string
  deadlineOn: string
}

function checked(days: Days): Days {
  if (days.closesOn < days.opensOn) throw new Refusal('intake.day_order', { field: 'closesOn' })
  if (days.deadlineOn < days.opensOn || days.deadlineOn > days.closesOn) {
    throw new Refusal('intake.day_order', { field: 'deadlineOn' })
  }
  return days
}

const windowOf = ({ opensOn }: Days, rules: Rules) => ({
  windowFrom: dueBy(rules, 'proposal.sessionWindowBefore', { anchor: opensOn }).date,
})

/**
 * The session under which a proposal of this day is taken: the one in whose window the day lies, else the last that
 * opened, else the first to come. Undefined when none was set up.
 */
export function intakeOn(intakes: readonly Intake[], day: string): Intake | undefined {
  const inOrder = intakes.toSorted((a, b) => a.opensOn.localeCompare(b.opensOn))
  return (
    inOrder.findLast((intake) => isInWindow(intake, day)) ??
    inOrder.findLast(({ opensOn }) => opensOn <= day) ??
    inOrder[0]
  )
}

/** 大会提案: from the beginning of the window to the session's deadline, both days included. */
export const periodOn = (intake: Intake, day: string): c.ProposalPeriod =>
  isInWindow(intake, day) ? 'SESSION' : 'INTERSESSION'

/** 全会期间. */
export const isPlenary = ({ opensOn, closesOn }: Intake, day: string): boolean => opensOn <= day && day <= closesOn

const isInWindow = ({ windowFrom, deadlineOn }: Intake, day: string) => windowFrom <= day && day <= deadlineOn
