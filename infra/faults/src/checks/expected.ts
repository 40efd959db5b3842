import { directory } from '@lianxie/contracts'
import type { Answered, AnsweredEvent, LoadLine } from '../load/line-of-load.ts'

/** What one event of the directory leaves in a projection: whom it is about, its name then, and whether it still counts. */
export interface Effect {
  thing: string
  name: string
  active: boolean
}

/** What follows from the answers alone: the reference that tables, streams and projections are compared with. */
export interface Expected {
  answered: readonly Answered[]
  /** Every event that an answer told of. */
  events: readonly AnsweredEvent[]
  /** The effects on each thing, in the order of its versions. */
  effects: ReadonlyMap<string, readonly Effect[]>
}

export function expectedOf(lines: readonly LoadLine[]): Expected {
  const answered = lines.filter((line) => line.kind === 'answered')
  const events = answered.flatMap((line) => line.events)
  const effects = new Map<string, Effect[]>()
  for (const [thing, own] of Map.groupBy(events, thingOf)) {
    const history: Effect[] = []
    for (const event of own.toSorted((a, b) => a.version - b.version)) history.push(effectOf(event, history.at(-1)))
    effects.set(thing, history)
  }
  return { answered, events, effects }
}

const thingOf = ({ aggregate }: AnsweredEvent) => aggregate.slice(aggregate.indexOf('/') + 1)

function effectOf({ aggregate, type, data }: AnsweredEvent, before: Effect | undefined): Effect {
  const thing = aggregate.slice(aggregate.indexOf('/') + 1)
  const ended = type === directory.UnitClosed.type || type === directory.SectorRetired.type
  return { thing, name: ended ? (before?.name ?? '') : String(data['name']), active: !ended }
}
