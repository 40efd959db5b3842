import { directory as d, type Fact } from '@lianxie/contracts'
import { newId } from '@lianxie/service-kit'
import type { Life } from './interleaved.ts'
import { personName, title } from './words.ts'

export interface RosterWorld {
  sectors: readonly string[]
  bodies: readonly string[]
}

export const rosterWorld = (): RosterWorld => ({
  sectors: Array.from({ length: 30 }, () => newId()),
  bodies: Array.from({ length: 40 }, () => newId()),
})

/** 界别 and 机构 that members sit for and in. */
export const rosterFacts = ({ sectors, bodies }: RosterWorld): Fact[] => [
  ...sectors.map((sectorId, n) => d.SectorDefined({ sectorId, name: `第${n + 1}界别`, definedOn: '2002-01-01' })),
  ...bodies.map((bodyId, n) =>
    d.BodyFormed({ bodyId, bodyKind: 'SPECIAL_COMMITTEE', name: `第${n + 1}委员会`, formedOn: '2002-01-01' }),
  ),
]

/** Lives of members (委员) over one to three terms, and of handling units (承办单位): one unit to four members. */
export function* rosterLives(world: RosterWorld, count: number, random: () => number): Generator<Life> {
  for (let n = 0; n < count; n += 1) yield n % 5 === 4 ? unitLife(n, random) : memberLife(world, newId(), random)
}

export function memberLife({ sectors, bodies }: RosterWorld, memberId: string, random: () => number): Life {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const facts: Fact[] = [d.MemberRegistered({ memberId })]
  const first = 12 + Math.floor(random() * 3)
  const terms = 1 + Math.floor(random() * 3)
  for (let termNumber = first; termNumber < first + terms; termNumber += 1) {
    const year = 2002 + (termNumber - 12) * 5
    const post = { memberId, postId: newId(), bodyId: pick(bodies), post: 'BODY_MEMBER' } as const
    facts.push(
      d.TermBegun({ memberId, termNumber, sectorId: pick(sectors), beganOn: `${year}-01-10` }),
      d.MemberAppointed({ ...post, beganOn: `${year}-02-10` }),
    )
    if (random() < 0.1)
      facts.push(
        d.SectorChanged({
          memberId,
          termNumber,
          sectorId: pick(sectors),
          changedOn: `${year + 1}-05-01`,
          reason: '界别调整',
        }),
      )
    // Half of those in their latest term sit today.
    if (termNumber === first + terms - 1 && random() < 0.5) break
    facts.push(
      d.MemberRelieved({ ...post, endedOn: `${year + 4}-12-31` }),
      d.TermEnded({ memberId, termNumber, ending: 'TERM_EXPIRED', endedOn: `${year + 4}-12-31` }),
    )
  }
  return facts
}

export function unitLife(n: number, random: () => number): Life {
  const unitId = newId()
  const unit = { unitId, unitKind: 'HANDLING_UNIT', side: 'GOVERNMENT' } as const
  const name = `${personName(random).name}第${n}局`
  const duties = () => [title(random), title(random)]
  const facts: Fact[] = [d.UnitRegistered({ ...unit, name, duties: duties(), registeredOn: '2002-01-01' })]
  if (random() < 0.3)
    facts.push(d.UnitChanged({ ...unit, name, duties: duties(), effectiveOn: '2012-01-01', reason: '职责调整' }))
  if (random() < 0.1)
    facts.push(
      d.UnitChanged({ ...unit, name: `新${name}`, duties: duties(), effectiveOn: '2018-01-01', reason: '更名' }),
    )
  if (random() < 0.05) facts.push(d.UnitClosed({ unitId, closedOn: '2020-01-01', reason: '机构改革' }))
  return facts
}
