import { directory, type CommandDefinition } from '@lianxie/contracts'
import type { Random } from '@lianxie/local/random'
import type { AnsweredEvent } from './line-of-load.ts'

/** One command that a writer sends next. */
export interface Wish {
  command: CommandDefinition
  body: Record<string, unknown>
  /** Some are sent in the knowledge that the rules turn them down: nothing may come of them. */
  meant: 'done' | 'refused'
}

/** A writer's own part of the world: what it registered and has not ended. */
export interface Writer {
  next(): Wish
  /** Learns from an answer what there is to change now. */
  heard(events: readonly AnsweredEvent[]): void
}

const DAY = '2022-01-01'

/**
 * 名录's everyday work: units and sectors are registered, renamed and ended. Every name is used once, so that each effect in
 * a projection can be told from every other. `shared` are units that all writers rename, so that they meet in one aggregate.
 */
export function createWriter(name: string, random: Random, shared: readonly string[]): Writer {
  const units: string[] = []
  const sectors: string[] = []
  let counter = 0
  const fresh = (what: string) => {
    counter += 1
    return `${what}${name}-${counter}`
  }
  const kinds = { unitKind: 'HANDLING_UNIT', side: 'GOVERNMENT', duties: [] }
  const change = { effectiveOn: DAY, reason: '机构改革' }

  const registerUnit = (): Wish => ({
    command: directory.RegisterUnit,
    body: { name: fresh('单位'), ...kinds, registeredOn: DAY },
    meant: 'done',
  })
  const changeUnit = (unitId: string): Wish => {
    const unitName = fresh('单位')
    return {
      command: directory.ChangeUnit,
      body: { unitId, name: unitName, shortName: unitName.slice(2), ...kinds, ...change },
      meant: 'done',
    }
  }
  return {
    next() {
      const dice = random.next()
      if (dice < 0.3) return registerUnit()
      if (dice < 0.45) return changeUnit(random.pick(shared))
      if (dice < 0.75) return units.length > 0 ? changeUnit(random.pick(units)) : registerUnit()
      if (dice < 0.83)
        return {
          command: directory.DefineSector,
          body: { name: fresh('界别'), definedOn: DAY },
          meant: 'done',
        }
      if (dice < 0.91 && sectors.length > 0)
        return {
          command: directory.RenameSector,
          body: { sectorId: random.pick(sectors), name: fresh('界别'), ...change },
          meant: 'done',
        }
      if (dice < 0.96 && units.length > 1) {
        const [unitId] = units.splice(random.int(0, units.length - 1), 1)
        return {
          command: directory.CloseUnit,
          body: { unitId, closedOn: DAY, reason: '撤销' },
          meant: 'done',
        }
      }
      // A change that would lie before the unit was registered.
      return {
        command: directory.ChangeUnit,
        body: {
          unitId: random.pick(shared),
          name: fresh('单位'),
          ...kinds,
          effectiveOn: '2021-12-31',
          reason: '机构改革',
        },
        meant: 'refused',
      }
    },
    heard(events) {
      for (const { type, data } of events) {
        if (type === directory.UnitRegistered.type) units.push(String(data['unitId']))
        if (type === directory.SectorDefined.type) sectors.push(String(data['sectorId']))
      }
    },
  }
}

/** The unit that a writer registers for all to share. */
export const sharedUnit = (number: number): Wish => ({
  command: directory.RegisterUnit,
  body: { name: `共用单位${number}`, unitKind: 'HANDLING_UNIT', side: 'GOVERNMENT', duties: [], registeredOn: DAY },
  meant: 'done',
})
