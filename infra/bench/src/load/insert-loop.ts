import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** How the two rows of a command get into the database: by four statements in a transaction, or by one. */
export type InsertWay = 'transaction' | 'statement'

export interface InsertLoop {
  mark(): void
  /** Sends nothing more, waits for what is under way, and tells how many pairs of rows were committed since `mark`. */
  end(): Promise<number>
}

/**
 * What pgbench would do, written with the pg driver: each connection inserts the row of an aggregate and the row of its
 * event, commits, and begins again, with prepared statements and nothing else in between.
 * @param schema Holds the tables `aggregate` and `event`, of the shape that a service has.
 */
export async function startInsertLoop(options: {
  databaseUrl: string
  schema: string
  connections: number
  way: InsertWay
  payloadBytes: number
}): Promise<InsertLoop> {
  const { databaseUrl, schema, connections, way, payloadBytes } = options
  const insertAggregate = `insert into ${schema}.aggregate (key, version) values ($1, 1)`
  const insertEvent = (first: number) => {
    const parameters = Array.from({ length: 9 }, (_, i) => `$${first + i}`)
    return `insert into ${schema}.event (event_id, partition, subject, type, version, aggregate, aggregate_version, payload, recorded_at) values (${parameters.join(', ')})`
  }
  const payload = Buffer.alloc(payloadBytes, 'x')
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      return client
    }),
  )
  let stopped = false
  let committed = 0

  async function run(client: pg.Client): Promise<void> {
    while (!stopped) {
      const id = randomUUID()
      const aggregate = `unit/${id}`
      const event = [
        randomUUID(),
        committed & 15,
        `evt.wujiang-cppcc.directory.unit.${id}`,
        'directory.unit-changed',
        1,
        aggregate,
        1,
        payload,
        new Date(),
      ]
      if (way === 'statement') {
        const text = `with a as (${insertAggregate}) ${insertEvent(2)}`
        await client.query({ name: 'both', text, values: [aggregate, ...event] })
      } else {
        await client.query('begin')
        await client.query({ name: 'aggregate', text: insertAggregate, values: [aggregate] })
        await client.query({ name: 'event', text: insertEvent(1), values: event })
        await client.query('commit')
      }
      committed += 1
    }
  }
  const running = Promise.all(clients.map(run))
  return {
    mark() {
      committed = 0
    },
    async end() {
      stopped = true
      await running
      await Promise.all(clients.map((client) => client.end()))
      return committed
    },
  }
}
