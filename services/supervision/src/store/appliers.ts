import type { EventDefinition, FactOf, supervision as c } from '@lianxie/contracts'
import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Tables } from './tables.ts'

type Contracts = (typeof c)[keyof typeof c]
type Event = Extract<Contracts, EventDefinition<any, any, any>>

/** For each of these events the one way in which it changes the tables. */
export type Appliers<T extends Event['type'] = Event['type']> = {
  [D in Event as D['type'] & T]: (tx: Tx<Tables>, event: RecordedEvent<FactOf<D>>) => Promise<unknown>
}

/** The type of every event of this context; `apply` is complete when each has its entry. */
export type EventType = Event['type']
