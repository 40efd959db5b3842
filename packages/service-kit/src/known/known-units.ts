import { directory, type FactOf } from '@lianxie/contracts'
import { react, type Reaction } from '../reaction.ts'
import { keepKnown, retireKnown } from './known-rows.ts'

/** 单位, as services keep them in `known_unit`. */
export interface KnownUnit {
  id: string
  name: string
  short_name: string | null
  unit_kind: string
  side: string
  active: boolean
}

type Told = FactOf<typeof directory.UnitRegistered>['data'] | FactOf<typeof directory.UnitChanged>['data']

/** 单位: their names for lists, and whether they may still be addressed. `columns` are those of the service's `known_unit`. */
export const hearUnits = (columns: (unit: Told) => object = named): Reaction[] => [
  react(directory.UnitRegistered, (tx, unit) => keepKnown(tx, 'known_unit', unit.unitId, columns(unit))),
  react(directory.UnitChanged, (tx, unit) => keepKnown(tx, 'known_unit', unit.unitId, columns(unit))),
  react(directory.UnitMerged, (tx, { unitId }) => retireKnown(tx, 'known_unit', unitId)),
  react(directory.UnitClosed, (tx, { unitId }) => retireKnown(tx, 'known_unit', unitId)),
]

const named = ({ name, shortName, unitKind, side }: Told): Omit<KnownUnit, 'id' | 'active'> => ({
  name,
  short_name: shortName ?? null,
  unit_kind: unitKind,
  side,
})
