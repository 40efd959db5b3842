import type { Rig } from '@lianxie/local/rig'
import { eventConsumer } from '@lianxie/contracts'
import { withDatabase } from '../with-database.ts'

/** What is still on its way from the directory to the projections of consultations. */
export interface Backlog {
  /** Events that are in no stream yet. */
  unpublished: number
  /** Events that the consumer has not gone past. */
  behind: number
  waiting: number
  dead: number
}

/** `ahead`: by how much the cursors are ahead of the event table, because of messages that no service published. */
export async function backlogOf(rig: Rig, ahead = 0): Promise<Backlog> {
  const source = await withDatabase(rig.databaseUrlOf('directory'), (client) =>
    client.query<{ unpublished: number; events: number }>(
      `select count(*) filter (where published_at is null)::int as unpublished, count(*)::int as events from event`,
    ),
  )
  const target = await withDatabase(rig.databaseUrlOf('consultations'), (client) =>
    client.query<{ taken: number; waiting: number; dead: number }>(
      `select (select coalesce(sum(version), 0)::int from consumer_cursor where consumer = $1) as taken,
        (select count(*)::int from waiting_event where consumer = $1) as waiting,
        (select count(*)::int from dead_event where consumer = $1 and resolved_at is null) as dead`,
      [eventConsumer('consultations', 'directory')],
    ),
  )
  const { unpublished, events } = source.rows[0]!
  const { taken, waiting, dead } = target.rows[0]!
  return { unpublished, behind: events + ahead - taken, waiting, dead }
}

export const isDrained = (backlog: Backlog): boolean => Object.values(backlog).every((count) => count === 0)

/** The backlog once it is gone, or as it stood when the time was over. */
export async function drainedWithin(rig: Rig, ms: number, ahead = 0): Promise<{ took: number; left: Backlog }> {
  const began = performance.now()
  for (;;) {
    const left = await backlogOf(rig, ahead)
    const took = performance.now() - began
    if (isDrained(left) || took > ms) return { took, left }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
