import type { consultations as c, EventDefinition, FactOf } from '@lianxie/contracts'
import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Tables } from './tables.ts'

type Contracts = (typeof c)[keyof typeof c]

/** The events of this context whose name begins with `P`, `session` for instance. */
type EventsNamed<P extends string> = Extract<Contracts, EventDefinition<`consultations.${P}-${string}`, any, any>>

/** For each of these events the one way in which it changes the tables; an event without an entry is a type error. */
export type Appliers<P extends string> = {
  [D in EventsNamed<P> as D['type']]: (tx: Tx<Tables>, event: RecordedEvent<FactOf<D>>) => Promise<unknown>
}

/** Applies an event by its entry; false when there is none. */
export async function applyBy(appliers: object, tx: Tx<Tables>, event: RecordedEvent<any>): Promise<boolean> {
  const apply = (appliers as Record<string, (tx: Tx<Tables>, event: RecordedEvent<any>) => Promise<unknown>>)[
    event.type
  ]
  if (!apply) return false
  await apply(tx, event)
  return true
}
