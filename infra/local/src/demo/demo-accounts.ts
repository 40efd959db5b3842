import { directory } from '@lianxie/contracts'
import { bodiesOf, type CompactName, jointConsultationOf, membersOf, units } from '@lianxie/sample-data'
import type { Side, Whom } from './side.ts'

/** 演示账号 of a committee: one for each role, a second member and a second of the proposal office, by short names that are the same everywhere. */
export const DEMO_ACCOUNTS = {
  office: 'STAFF_OFFICE',
  consultation: 'STAFF_CONSULTATION',
  proposal: 'STAFF_PROPOSAL',
  reviewer: 'STAFF_PROPOSAL',
  info: 'STAFF_INFO',
  affairs: 'STAFF_MEMBER_AFFAIRS',
  chair: 'CHAIR',
  unit: 'UNIT_HANDLER',
  leader: 'UNIT_LEADER',
  supervision: 'SUPERVISION_OFFICE',
  clerk: 'GROUP_CLERK',
  member: 'MEMBER',
  cosigner: 'MEMBER',
  operator: 'OPS',
  approver: 'OPS',
  auditor: 'AUDITOR',
  analyst: 'ANALYST',
} as const
export type DemoName = keyof typeof DEMO_ACCOUNTS

/** Those who act for members, units and a body, whom the directory has to know before. */
export const FOR_OTHERS = [
  'unit',
  'leader',
  'supervision',
  'clerk',
  'member',
  'cosigner',
] as const satisfies readonly DemoName[]

/** Those who act in the name of the committee's own offices. */
export const OF_OFFICES = (Object.keys(DEMO_ACCOUNTS) as DemoName[]).filter(
  (name) => !(FOR_OTHERS as readonly string[]).includes(name),
)

/**
 * Whom the accounts of units, of a body and of members stand for: the directory gave them ids when the sample was loaded.
 * The clerk of a body acts for it as a handler does for a unit.
 */
export async function whomOf(side: Side): Promise<Partial<Record<string, Whom>>> {
  const office = side.as('office')
  const unitOf = (slug: string) => unitIn(side, `${side.committee}.unit.${slug}`)
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
  const idOf = (name: string, id: string | undefined) => found(side, name, id)
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

/** Whose account reports on the tasks of a joint consultation: one handler stands for every unit that has one. */
export async function withTasks(
  side: Side,
  compact: CompactName,
  whom: Partial<Record<string, Whom>>,
): Promise<Partial<Record<string, Whom>>> {
  const tasks = jointConsultationOf(compact).tasks.filter(({ committee }) => committee === side.committee)
  const theirs = await Promise.all(tasks.map(({ unit }) => unitIn(side, unit)))
  return { ...whom, unit: { units: [...new Set([...(whom['unit']?.units ?? []), ...theirs])] } }
}

async function unitIn(side: Side, sampleUnit: string): Promise<string> {
  const { name } = units.find(({ id }) => id === sampleUnit)!
  const { items } = await side.as('office').ask(directory.Units, { search: name })
  return found(side, name, items.find((unit) => unit.name === name)?.unitId)
}

function found(side: Side, name: string, id: string | undefined): string {
  if (id === undefined) throw new Error(`expected ${name} of the sample in the directory of ${side.committee}`)
  return id
}
