import { type CommitteeId, directory } from '@lianxie/contracts'
import { membersOf, staffOf, units } from '@lianxie/sample-data'
import type { CommitteeSettings } from './committee-settings.ts'
import type { Side, Whom } from './side.ts'

/** 演示账号 of a committee: one for each role, by short names that are the same everywhere. */
export const DEMO_ACCOUNTS = {
  office: 'STAFF_OFFICE',
  consultation: 'STAFF_CONSULTATION',
  affairs: 'STAFF_MEMBER_AFFAIRS',
  chair: 'CHAIR',
  unit: 'UNIT_HANDLER',
  leader: 'UNIT_LEADER',
  member: 'MEMBER',
  operator: 'OPS',
  auditor: 'AUDITOR',
  analyst: 'ANALYST',
} as const

export function demoAccounts(committee: CommitteeId): CommitteeSettings['accounts'] {
  const staff = staffOf(committee)
  return Object.entries(DEMO_ACCOUNTS).map(([id, role]) => {
    if (role !== 'MEMBER' && !staff.some((person) => person.role === role))
      throw new Error(`expected sample staff of ${committee} as ${role}`)
    return { id, role }
  })
}

/** Whom the accounts of a unit and of a member stand for: the directory gave them ids when the sample was loaded. */
export async function whomOf(side: Side): Promise<Partial<Record<string, Whom>>> {
  const office = side.as('office')
  const unit = units.find(({ id }) => id === `${side.committee}.unit.water`)!.name
  const member = membersOf(side.committee).at(-1)!.name
  const [foundUnits, foundMembers] = await Promise.all([
    office.ask(directory.Units, { search: unit }),
    office.ask(directory.Members, { search: member }),
  ])
  const unitId = foundUnits.items.find(({ name }) => name === unit)?.unitId
  const memberId = foundMembers.items.find(({ name }) => name === member)?.memberId
  if (unitId === undefined || memberId === undefined)
    throw new Error(`expected the unit and the member of the sample in the directory of ${side.committee}`)
  return { unit: { units: [unitId] }, leader: { units: [unitId] }, member: { member: memberId } }
}
