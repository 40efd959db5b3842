import type { Rig } from '@lianxie/local/rig'
import { withDatabase } from '../with-database.ts'

/** The way of one event: from its recording in the directory to its first effect in a projection of consultations. */
export interface Way {
  aggregate: string
  /** When it was recorded, milliseconds since 1970. */
  at: number
  /** Milliseconds. */
  ms: number
}

/** The ways of all events whose effects are on record. To be read before the record is taken. */
export async function waysOf(rig: Rig): Promise<Way[]> {
  const { rows: effects } = await withDatabase(rig.databaseUrlOf('consultations'), (client) =>
    client.query<{ thing: string; name: string; at: Date }>(
      'select thing, name, at from effect_record order by position',
    ),
  )
  const { rows: events } = await withDatabase(rig.databaseUrlOf('directory'), (client) =>
    client.query<{ aggregate: string; name: string | null; recorded_at: Date }>(
      `select aggregate, convert_from(payload, 'utf8')::jsonb -> 'data' ->> 'name' as name, recorded_at from event`,
    ),
  )
  const arrived = new Map<string, number>()
  for (const { thing, name, at } of effects) {
    const key = `${thing} ${name}`
    if (!arrived.has(key)) arrived.set(key, at.getTime())
  }
  return events.flatMap(({ aggregate, name, recorded_at }) => {
    const at = recorded_at.getTime()
    const end = arrived.get(`${aggregate.slice(aggregate.indexOf('/') + 1)} ${name}`)
    return end === undefined ? [] : [{ aggregate, at, ms: end - at }]
  })
}
