import { type CommandOf, directory as d, type FactOf, Refusal } from '@lianxie/contracts'
import { type Deciding, notBefore } from './deciding.ts'

/** 承办单位 as the tables hold it. */
export interface Unit {
  facts: Omit<FactOf<typeof d.UnitRegistered>['data'], 'registeredOn'>
  /** In the order in which they were given up. */
  formerNames: readonly { name: string; until: string }[]
  registeredOn: string
  state: 'active' | 'merged' | 'closed'
}

export interface UnitPlace {
  nameTaken: boolean
  superior: { unit: Unit; ancestors: readonly string[] } | undefined
}

/** How many active units stand under one, and how many people are its contacts. */
export interface UnitUses {
  units: number
  contacts: number
}

/** 登记承办单位 */
export function registerUnit(place: UnitPlace, command: CommandOf<typeof d.RegisterUnit>, { newId }: Deciding) {
  refuseName(place)
  if (place.superior) refuseEnded(place.superior.unit, 'superiorId')
  return [d.UnitRegistered({ unitId: newId(), ...command, duties: [...new Set(command.duties)] })]
}

/** 单位更名、调整归口或职责 */
export function changeUnit({ unit, place }: { unit: Unit; place: UnitPlace }, command: CommandOf<typeof d.ChangeUnit>) {
  refuseEnded(unit)
  notBefore(command.effectiveOn, unit.registeredOn, 'effectiveOn')
  refuseName(place)
  if (place.superior) {
    refuseEnded(place.superior.unit, 'superiorId')
    if (place.superior.ancestors.includes(command.unitId)) throw new Refusal('unit.circle', { field: 'superiorId' })
  }
  const formerNames = namesBefore(unit, command.name, command.effectiveOn)
  return [d.UnitChanged({ ...command, duties: [...new Set(command.duties)], formerNames })]
}

/** The most duties that one unit may have. */
const MAX_DUTIES = 1000

/** 单位合并: the others' duties pass to the one that remains, which keeps its name. */
export function mergeUnits(
  { into, from }: { into: Unit; from: readonly { unit: Unit; uses: UnitUses }[] },
  { intoId, fromIds, mergedOn, reason }: CommandOf<typeof d.MergeUnits>,
) {
  if (fromIds.includes(intoId)) throw new Refusal('unit.same', { field: 'fromIds' })
  if (new Set(fromIds).size < fromIds.length) throw new Refusal('request.invalid', { field: 'fromIds' })
  refuseEnded(into, 'intoId')
  notBefore(mergedOn, into.registeredOn, 'mergedOn')
  for (const { unit, uses } of from) {
    refuseEnded(unit, 'fromIds')
    notBefore(mergedOn, unit.registeredOn, 'mergedOn')
    refuseUses(uses, 'fromIds')
  }
  const duties = [...new Set([into, ...from.map(({ unit }) => unit)].flatMap(({ facts }) => facts.duties))]
  if (duties.length > MAX_DUTIES) throw new Refusal('unit.too_many_duties', { field: 'fromIds', limit: MAX_DUTIES })
  return [
    ...fromIds.map((unitId) => d.UnitMerged({ unitId, intoId, mergedOn, reason })),
    ...(duties.length > into.facts.duties.length
      ? [d.UnitChanged({ ...into.facts, duties, formerNames: [...into.formerNames], effectiveOn: mergedOn, reason })]
      : []),
  ]
}

/** 撤销单位: only when no unit stands under it and nobody is its contact. */
export function closeUnit({ unit, uses }: { unit: Unit; uses: UnitUses }, command: CommandOf<typeof d.CloseUnit>) {
  refuseEnded(unit)
  notBefore(command.closedOn, unit.registeredOn, 'closedOn')
  refuseUses(uses, 'unitId')
  return [d.UnitClosed(command)]
}

/** The former names of a unit that is called `name` from a day on: a name that ended on that day already stays as it is. */
function namesBefore({ facts, formerNames }: Unit, name: string, until: string) {
  const before = { name: facts.name, until }
  const isKnown = name === before.name || formerNames.some((one) => one.name === before.name && one.until === until)
  return isKnown ? [...formerNames] : [...formerNames, before]
}

export function refuseEnded({ state }: Unit, field = 'unitId'): void {
  if (state !== 'active') throw new Refusal('unit.ended', { field, state })
}

function refuseUses(uses: UnitUses, field: string): void {
  if (uses.units + uses.contacts > 0) throw new Refusal('unit.in_use', { field, ...uses })
}

function refuseName({ nameTaken }: UnitPlace): void {
  if (nameTaken) throw new Refusal('unit.name_taken', { field: 'name' })
}
