import { createHash } from 'node:crypto'
import { withDatabase } from '../with-database.ts'
import type { EventRow } from './check-answers.ts'
import type { PublishedRow } from './check-stream.ts'

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The whole event table of a service, once as what happened and once as what was published. */
export async function readEvents(databaseUrl: string): Promise<{ events: EventRow[]; published: PublishedRow[] }> {
  const { rows } = await withDatabase(databaseUrl, (client) =>
    client.query<{
      event_id: string
      type: string
      aggregate: string
      aggregate_version: number
      payload: Buffer
      published_at: Date | null
      stream_seq: string | null
    }>(`select event_id, type, aggregate, aggregate_version, payload, published_at, stream_seq from event order by id`),
  )
  const events = rows.map(({ event_id: id, type, aggregate, aggregate_version: version, payload }) => {
    const { data } = JSON.parse(payload.toString()) as { data: Record<string, unknown> }
    return { id, type, aggregate, version, data }
  })
  const published = rows.map((row) => ({
    id: row.event_id,
    aggregate: row.aggregate,
    version: row.aggregate_version,
    hash: hashOf(row.payload),
    publishedAt: row.published_at?.getTime(),
    seq: row.stream_seq === null ? undefined : Number(row.stream_seq),
  }))
  return { events, published }
}
