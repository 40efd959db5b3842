import { eventStream } from '@lianxie/contracts'
import { closeNats, connectNats, lastSequence, type NatsOptions } from '@lianxie/service-kit'
import pg from 'pg'

const AT_ONCE = 5_000

/** Publishes the events of a service's table in their exact bytes, faster than its relay, which waits for each answer. */
export async function publishHistory(
  databaseUrl: string,
  context: string,
  servers: Omit<NatsOptions, 'name'>,
): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const nats = await connectNats({ ...servers, name: 'lianxie bench publisher' })
  try {
    let published = 0
    for (let after = '0'; ;) {
      const { rows } = await client.query<{ id: string; subject: string; payload: Buffer }>(
        `select id, subject, payload from event where id > $1 order by id limit ${AT_ONCE}`,
        [after],
      )
      if (rows.length === 0) return published
      for (const { subject, payload } of rows) nats.publish(subject, payload)
      await nats.flush()
      published += rows.length
      after = rows.at(-1)!.id
      // The server buffers what it has not stored yet, and drops what is too much.
      for (let waited = 0; (await lastSequence(nats, context)) < published; waited += 1)
        if (waited > 10_000) throw new Error(`${eventStream(context)} did not take in ${published} messages`)
    }
  } finally {
    await closeNats(nats)
    await client.end()
  }
}
