import { setTimeout as pause } from 'node:timers/promises'
import { shuffled } from '@lianxie/local/random'
import type { InsertWay } from '../load/insert-loop.ts'
import { cpuPer10k } from '../measure.ts'
import type { Context, Figure, Subject } from '../subject.ts'
import { startUnitLoad, type UnitLoad } from './unit-load.ts'

/** Simultaneous clients, and connections of the loop that they are compared with. */
const CLIENTS = [32, 128] as const
type Clients = (typeof CLIENTS)[number]
const WARM_UP_MS = 2_000

/** 命令到投影: how many real commands a second, next to what the same PostgreSQL could do at best. */
export const command: Subject = {
  name: 'command',
  title: 'Command to projection, closed loop, next to the limit',
  doc: `Clients that each send \`directory.change-unit\` 单位变更, wait for the answer and send the next. Each command is a
POST of JSON, validated, authorised by the token of an account of its own, with an \`Idempotency-Key\` and the version of
the unit that the client has seen (\`If-Match\`). Directory locks and loads the unit, decides, and writes the unit, its
event and the answer in one transaction; its relay publishes the event; consultations, another process, takes it in with a
durable consumer and keeps the row that its own queries show. *Projected* counts the commands accepted after the warm-up,
divided by the time until the last of them, and everything before it, was taken in.

The **limit** is what pgbench would measure, as a loop with the pg driver (no pgbench comes with PostgreSQL from npm): in
the same round, on the same server and as many connections, it inserts the row of an aggregate and an event row of the same
shape and payload size, once as a transaction of four statements and once as a single one. It checks nothing, reads
nothing and writes nothing else.

At the end every unit must show what its latest accepted command wrote, with exactly one event for each accepted command,
each taken in once, nothing waiting, nothing dead.`,

  async run(context) {
    await using load = await startUnitLoad(context)
    await createLimitTables(load)
    const seconds = context.quick ? 3 : 5
    const refusals: string[] = []
    const latencies: Record<string, readonly number[]> = {}
    const projected = new Map<Clients, Projected>()
    const limits = new Map<string, number>()
    const parts = CLIENTS.flatMap((clients) => [
      async () => {
        const done = await runCommands(context, load, clients, seconds)
        refusals.push(...done.refusals)
        latencies[`answer, ${clients} clients`] = done.latencies
        projected.set(clients, done)
      },
      ...(['transaction', 'statement'] as const).map((way) => async () => {
        limits.set(`${way} ${clients}`, await runInserts(context, load, way, clients, seconds))
      }),
    ])
    for (const part of shuffled(parts, context.random)) await part()

    const limitOf = (way: InsertWay, clients: Clients) => limits.get(`${way} ${clients}`)!
    return {
      figures: CLIENTS.flatMap((clients) =>
        figuresOf(clients, projected.get(clients)!, {
          transaction: limitOf('transaction', clients),
          statement: limitOf('statement', clients),
        }),
      ),
      latencies,
      problems: [
        ...(refusals.length > 0 ? [`${refusals.length} commands were refused, the first: ${refusals[0]}`] : []),
        ...(await load.problems()),
      ],
      notes: [`events of ${load.payloadBytes} bytes`],
    }
  },
}

interface Projected {
  acceptedPerSecond: number
  projectedPerSecond: number
  /** Of both services together, per 10,000 commands. */
  serviceCpu: number
  refusals: string[]
  latencies: number[]
}

async function runCommands(
  { measure, log }: Context,
  { generator, processes, drained, rig }: UnitLoad,
  clients: Clients,
  seconds: number,
): Promise<Projected> {
  await generator.call.beginCommands({ clients })
  await pause(WARM_UP_MS)
  const cpu = () => rig.services.reduce((sum, service) => sum + service.figures().cpuSeconds, 0)
  const done = await measure(
    { name: `command, ${clients} clients`, processes, operations: (result) => result.acceptedInAll },
    async () => {
      const cpuBefore = cpu()
      await generator.call.mark()
      const began = performance.now()
      await pause(seconds * 1000)
      const loaded = (performance.now() - began) / 1000
      const result = await generator.call.endCommands()
      await drained()
      const all = (performance.now() - began) / 1000
      return { ...result, loaded, all, cpu: cpu() - cpuBefore }
    },
  )
  const projectedPerSecond = done.acceptedInAll / done.all
  log(`${clients} clients: ${projectedPerSecond.toFixed(0)}/s projected`)
  return {
    acceptedPerSecond: done.accepted / done.loaded,
    projectedPerSecond,
    serviceCpu: cpuPer10k(done.cpu, done.acceptedInAll) ?? 0,
    refusals: done.refusals,
    latencies: done.latencies,
  }
}

const SCHEMA = 'bench_limit'

/** The very tables of the service, with all their indexes, in a schema that no relay looks at. */
async function createLimitTables({ database }: UnitLoad): Promise<void> {
  await database.query(`create schema ${SCHEMA}`)
  for (const table of ['aggregate', 'event'])
    await database.query(`create table ${SCHEMA}.${table} (like directory.${table} including all)`)
}

async function runInserts(
  { measure, log }: Context,
  { generator, processes, databaseUrl, payloadBytes }: UnitLoad,
  way: InsertWay,
  connections: Clients,
  seconds: number,
): Promise<number> {
  await generator.call.beginInserts({ databaseUrl, schema: SCHEMA, connections, way, payloadBytes })
  await pause(WARM_UP_MS)
  const done = await measure(
    { name: `limit by ${way}, ${connections} connections`, processes, operations: (result) => result.committed },
    async () => {
      await generator.call.mark()
      const began = performance.now()
      await pause(seconds * 1000)
      const committed = await generator.call.endInserts()
      return { committed, seconds: (performance.now() - began) / 1000 }
    },
  )
  const perSecond = done.committed / done.seconds
  log(`limit by ${way}, ${connections} connections: ${perSecond.toFixed(0)}/s`)
  return perSecond
}

function figuresOf(clients: Clients, done: Projected, limit: Record<InsertWay, number>): Figure[] {
  const share = (part: number, of: number) => (100 * part) / of
  const gated = clients === 32
  const named = (what: string) => `${what}, ${clients} clients`
  return [
    { name: named('accepted'), value: done.acceptedPerSecond, unit: '/s' },
    { name: named('projected'), value: done.projectedPerSecond, unit: '/s' },
    { name: named('limit by transaction'), value: limit.transaction, unit: '/s' },
    { name: named('limit by statement'), value: limit.statement, unit: '/s' },
    {
      name: named('projected, of the limit by transaction'),
      value: share(done.projectedPerSecond, limit.transaction),
      unit: '%',
      ...(gated && { gate: { atLeast: 35 }, aim: { atLeast: 60 } }),
    },
    {
      name: named('projected, of the limit by statement'),
      value: share(done.projectedPerSecond, limit.statement),
      unit: '%',
    },
    {
      name: named('CPU of both services'),
      value: done.serviceCpu,
      unit: 'CPU-s/10k',
      ...(gated && { gate: { atMost: 10 }, aim: { atMost: 6 } }),
    },
  ]
}
