import { eventConsumer, eventStream } from '@lianxie/contracts'
import type { Rig } from '@lianxie/local/rig'
import { withDatabase } from '../with-database.ts'
import { readStream } from './read-stream.ts'

/** Everything that the directory had recorded at one moment. */
export interface Mark {
  lastId: string
  /** The version of each aggregate then. */
  versions: ReadonlyMap<string, number>
}

export async function markOf(rig: Rig): Promise<Mark> {
  return await withDatabase(rig.databaseUrlOf('directory'), async (client) => {
    const { rows } = await client.query<{ aggregate: string; version: number; id: string }>(
      'select aggregate, max(aggregate_version)::int as version, max(id) as id from event group by aggregate',
    )
    const lastId = rows.reduce((last, { id }) => (BigInt(id) > BigInt(last) ? id : last), '0')
    return { lastId, versions: new Map(rows.map(({ aggregate, version }) => [aggregate, version])) }
  })
}

/** How often the directory's stream was found to have lost its end or its life, and was filled again. */
export async function rewindsOf(rig: Rig): Promise<number> {
  const { rows } = await withDatabase(rig.databaseUrlOf('directory'), (client) =>
    client.query<{ rewinds: number }>('select rewinds from stream_state where stream = $1', [eventStream('directory')]),
  )
  return rows[0]?.rewinds ?? 0
}

/** How many events wait for the stream, and the highest sequence that one of this committee's got in it. */
export async function publishedState(rig: Rig): Promise<{ unpublished: number; lastSeq: number }> {
  const { rows } = await withDatabase(rig.databaseUrlOf('directory'), (client) =>
    client.query<{ unpublished: number; lastSeq: number }>(
      `select (select count(*)::int from event where published_at is null) as unpublished,
        (select last_seq::int from stream_state where stream = $1) as "lastSeq"`,
      [eventStream('directory')],
    ),
  )
  return rows[0]!
}

/** Whether all that was recorded at the mark has been taken in by consultations. */
export async function isTakenIn(rig: Rig, mark: Mark): Promise<boolean> {
  const { rows } = await withDatabase(rig.databaseUrlOf('consultations'), (client) =>
    client.query<{ aggregate: string; version: number }>(
      'select aggregate, version from consumer_cursor where consumer = $1',
      [eventConsumer('consultations', 'directory')],
    ),
  )
  const reached = new Map(rows.map(({ aggregate, version }) => [aggregate, version]))
  return [...mark.versions].every(([aggregate, version]) => (reached.get(aggregate) ?? 0) >= version)
}

/** Whether all that was recorded at the mark is in the stream again and has been taken in by consultations. */
export async function hasConverged(rig: Rig, mark: Mark): Promise<boolean> {
  const ids = await withDatabase(rig.databaseUrlOf('directory'), async (client) => {
    const { rows } = await client.query<{ event_id: string; published: boolean }>(
      'select event_id, published_at is not null as published from event where id <= $1',
      [mark.lastId],
    )
    return rows.every(({ published }) => published) ? rows.map(({ event_id }) => event_id) : undefined
  })
  if (!ids || !(await isTakenIn(rig, mark))) return false
  const stored = new Set((await readStream(rig, 'directory')).map(({ id }) => id))
  return ids.every((id) => stored.has(id))
}
