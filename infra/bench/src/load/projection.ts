import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** Looks at the rows that another service keeps of the units, the way that service's own queries see them. */
export interface Projection {
  /** The moment at which the unit's row was first seen with this mark. */
  seen(unitId: string, mark: string): Promise<number>
  /** Stops looking for it. */
  forget(unitId: string): void
  /** Milliseconds between two looks, since the last time this was asked. */
  looks(): number[]
  close(): Promise<void>
}

/** A look costs one statement by primary key; while nothing is waited for there is none. */
const LOOK_EVERY_MS = 1

/** @param databaseUrl As the role of the service that keeps the rows. */
export async function watchProjection(databaseUrl: string): Promise<Projection> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const awaited = new Map<string, { mark: string; tell: (at: number) => void }>()
  let intervals: number[] = []
  let closed = false

  async function watch(): Promise<void> {
    for (let last: number | undefined; !closed;) {
      if (awaited.size === 0) {
        last = undefined
        await pause(LOOK_EVERY_MS)
        continue
      }
      const began = performance.now()
      if (last !== undefined) intervals.push(began - last)
      last = began
      const { rows } = await client.query<{ id: string; short_name: string }>({
        name: 'look',
        text: 'select id, short_name from known_unit where id = any($1::uuid[])',
        values: [[...awaited.keys()]],
      })
      const at = performance.now()
      for (const { id, short_name } of rows) {
        const expected = awaited.get(id)
        if (expected?.mark !== short_name) continue
        awaited.delete(id)
        expected.tell(at)
      }
      const rest = LOOK_EVERY_MS - (performance.now() - began)
      if (rest > 0) await pause(rest)
    }
  }
  const watching = watch()
  return {
    seen: (unitId, mark) => new Promise((tell) => awaited.set(unitId, { mark, tell })),
    forget: (unitId) => void awaited.delete(unitId),
    looks() {
      const since = intervals
      intervals = []
      return since
    },
    async close() {
      closed = true
      await watching
      await client.end()
    },
  }
}
