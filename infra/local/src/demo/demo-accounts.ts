import { type CommitteeId, directory } from '@lianxie/contracts'
import { bodiesOf, membersOf, staffOf, units } from '@lianxie/sample-data'
import type { CommitteeSettings } from './committee-settings.ts'
import type { Side, Whom } from './side.ts'

/** 演示账号 of a committee: one for each role, a second member and a second of the proposal office, by short names that are the same everywhere. */
export const DEMO_ACCOUNTS = {
  office: 'STAFF_OFFICE',
  consultation: 'STAFF_CONSULTATION',
  proposal: 'STAFF_PROPOSAL',
  reviewer: 'STAFF_PROPOSAL',
  affairs: 'STAFF_MEMBER_AFFAIRS',
  chair: 'CHAIR',
  unit: 'UNIT_HANDLER',
  leader: 'UNIT_LEADER',
  supervision: 'SUPERVISION_OFFICE',
  clerk: 'GROUP_CLERK',
  member: 'MEMBER',
  cosigner: 'MEMBER',
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

/**
 * Whom the accounts of units, of a body and of members stand for: the directory gave them ids when the sample was loaded.
 * The clerk of a body acts for it as a handler does for a unit.
 */
export async function whomOf(side: Side): Promise<Partial<Record<string, Whom>>> {
  const office = side.as('office')
  const unitOf = async (slug: string) => {
    const { name } = units.find(({ id }) => id === `${side.committee}.unit.${slug}`)!
    const { items } = await office.ask(directory.Units, { search: name })
    return idOf(name, items.find((unit) => unit.name === name)?.unitId)
  }
  const bodyOf = async (slug: string) => {
    const { name } = bodiesOf(side.committee).find(({ id }) => id === `${side.committee}.${slug}`)!
    const { items } = await office.ask(directory.Bodies, { search: name })
    return idOf(name, items.find((body) => body.name === name)?.bodyId)
  }
  const memberOf = async (place: number) => {
    const { name } = membersOf(side.committee).at(place)!
    const { items } = await office.ask(directory.Members, { search: name })
    return idOf(name, items.find((member) => member.name === name)?.memberId)
  }
  const idOf = (name: string, id: string | undefined) => {
    if (id === undefined) throw new Error(`expected ${name} of the sample in the directory of ${side.committee}`)
    return id
  }
  const [water, government, environment, member, cosigner] = await Promise.all([
    unitOf('water'),
    unitOf('government-office'),
    bodyOf('environment'),
    memberOf(-1),
    memberOf(-2),
  ])
  return {
    unit: { units: [water] },
    leader: { units: [water] },
    supervision: { units: [government] },
    clerk: { units: [environment] },
    member: { member },
    cosigner: { member: cosigner },
  }
}
