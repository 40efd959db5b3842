import { setTimeout as pause } from 'node:timers/promises'
import { eventConsumer } from '@lianxie/contracts'
import type { Rig } from '@lianxie/local/rig'
import pg from 'pg'
import { startWorker, type Worker } from '../load/calls.ts'
import type { GeneratorCalls } from '../load/generator.ts'
import type { Context, Watched } from '../subject.ts'

/** A committee under the load of 单位变更 (directory) that 协商 (consultations) takes in, and the means to check it. */
export interface UnitLoad extends AsyncDisposable {
  rig: Rig
  generator: Worker<GeneratorCalls>
  /** Superuser of the committee's database. */
  database: pg.Client
  databaseUrl: string
  processes: Watched[]
  /** Bytes of an event as it is published. */
  payloadBytes: number
  /** Waits until consultations took in everything that directory has published. */
  drained(): Promise<void>
  /** What is lost, doubled or wrong once everything was taken in, in sentences. */
  problems(): Promise<string[]>
  /** The same as things are now. */
  compared(): Promise<string[]>
}

/** Enough units for the clients not to meet, and to spread over all sixteen partitions of the relay. */
const FULL = { units: 1024, clients: 128, warmUpMs: 12_000 }
const WARMING_CLIENTS = 32
const CONSUMER = eventConsumer('consultations', 'directory')
const DRAINED_WITHIN_MS = 60_000

/**
 * Starts the two services, registers the units, and has both work for a while: a service that was started a moment ago runs
 * code that is not compiled yet.
 */
export async function startUnitLoad(context: Context, { units, clients, warmUpMs } = FULL): Promise<UnitLoad> {
  await using life = new AsyncDisposableStack()
  const rig = await context.rig({ services: ['directory', 'consultations'] })
  const databaseUrl = adminUrlOf(rig)
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  life.defer(() => database.end())
  const generator = life.use(await startWorker<GeneratorCalls>(new URL('../load/generator.ts', import.meta.url)))
  const accounts = Array.from({ length: clients }, (_, i) => `office-${i + 1}`)
  const tokens = await Promise.all(accounts.map((id) => rig.token({ id, role: 'STAFF_OFFICE' })))
  await generator.call.prepare({ url: rig.service('directory').url, tokens, units, connections: clients })

  const drained = async () => {
    const until = performance.now() + DRAINED_WITHIN_MS
    while (performance.now() < until) if ((await behind(database)) === 0) return
    throw new Error(`consultations did not catch up within ${DRAINED_WITHIN_MS / 1000} s`)
  }
  await generator.call.beginCommands({ clients: Math.min(clients, WARMING_CLIENTS) })
  await pause(warmUpMs)
  const { refusals } = await generator.call.endCommands()
  if (refusals.length > 0)
    throw new Error(`${refusals.length} commands were refused at once, the first: ${refusals[0]}`)
  await drained()
  const { rows } = await database.query<{ bytes: number }>(
    'select round(avg(octet_length(payload)))::int as bytes from directory.event',
  )
  const compared = async () => problemsOf(database, await generator.call.units())
  const held = life.move()
  return {
    rig,
    generator,
    database,
    databaseUrl,
    payloadBytes: rows[0]!.bytes,
    processes: [
      { name: 'directory (service)', pid: rig.service('directory').pid },
      { name: 'consultations (consumer)', pid: rig.service('consultations').pid },
      { name: 'PostgreSQL', pid: rig.postgres.pid },
      { name: 'nats-server', pid: rig.nats.pid },
      { name: 'load generator', pid: generator.pid },
    ],
    drained,
    async problems() {
      await drained()
      return compared()
    },
    compared,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

function adminUrlOf(rig: Rig): string {
  const url = new URL(rig.postgres.url)
  url.pathname = new URL(rig.databaseUrlOf('directory')).pathname
  return url.href
}

/** Events that directory has written and consultations has not taken in. */
async function behind(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ behind: number }>({
    name: 'behind',
    text: `select (
      (select coalesce(sum(version), 0) from directory.aggregate) -
      (select coalesce(sum(version), 0) from consultations.consumer_cursor where consumer = $1)
    )::int as behind`,
    values: [CONSUMER],
  })
  return rows[0]!.behind
}

/** Compares what the generator knows to be accepted with what both services keep. */
async function problemsOf(
  database: pg.Client,
  units: readonly { id: string; version: number; mark: string }[],
): Promise<string[]> {
  const { rows } = await database.query<{ wrong: string; count: number }>(
    `with accepted as (
      select * from unnest($1::uuid[], $2::int[], $3::text[]) as t (id, version, mark)
    ), compared as (
      select a.id, a.version, a.mark, k.short_name, g.version as written, c.version as taken_in,
        (select count(*) from directory.event e where e.aggregate = 'unit/' || a.id) as events
      from accepted a
      left join consultations.known_unit k on k.id = a.id
      left join directory.aggregate g on g.key = 'unit/' || a.id
      left join consultations.consumer_cursor c on c.consumer = $4 and c.aggregate = 'unit/' || a.id
    )
    select 'units without a projected row' as wrong, count(*)::int from compared where short_name is null
    union all select 'units that show something else than the latest accepted command', count(*)::int from compared where short_name <> mark
    union all select 'units with another version than their accepted commands', count(*)::int from compared where written is distinct from version
    union all select 'units without exactly one event for each accepted command', count(*)::int from compared where events <> version
    union all select 'units of which not each event was taken in once', count(*)::int from compared where taken_in is distinct from version
    union all select 'projected units that nobody registered', count(*)::int from consultations.known_unit where id not in (select id from accepted)
    union all select 'events that wait', count(*)::int from consultations.waiting_event
    union all select 'events that are dead', count(*)::int from consultations.dead_event`,
    [units.map(({ id }) => id), units.map(({ version }) => version), units.map(({ mark }) => mark), CONSUMER],
  )
  return rows.filter(({ count }) => count > 0).map(({ wrong, count }) => `${count} ${wrong}`)
}
