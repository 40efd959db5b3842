import { randomBytes, randomUUID } from 'node:crypto'
import { CommitteeId, event, type EventDefinition, eventStream, type Fact } from '@lianxie/contracts'
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream'
import { type Generated, sql } from 'kysely'
import { z } from 'zod'
import { systemActor } from '../src/actor.ts'
import { type Apply, placeEvents, writeEvents } from '../src/append-events.ts'
import { systemClock } from '../src/clock.ts'
import { type ConsumerOptions, type Consumers, startConsumers } from '../src/consumer.ts'
import { closeNats, connectNats } from '../src/nats.ts'
import { newId } from '../src/new-id.ts'
import { type Reaction, react } from '../src/reaction.ts'
import { type Relay, type RelayOptions, startRelay } from '../src/relay.ts'
import type { Runtime } from '../src/runtime.ts'
import type { Tx } from '../src/tables.ts'
import { takeNatsAccount } from '../src/testing/index.ts'
import { inject } from 'vitest'
import { freshDatabase, silent } from './jobs-database.ts'

export interface SeenTable {
  seen: { position: Generated<number>; matter: string; n: number }
}

/** A context that writes and a service that listens to it, each with its database, on a NATS account of their own. */
export async function startBackbone() {
  const context = `owner${[...randomBytes(6)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')}`
  const listener = context.replace('owner', 'listener')
  const committee = CommitteeId.parse('test-cppcc')
  const Noted = event(
    `${context}.matter-noted`,
    1,
    { zh: '记事', en: 'Noted.', aggregate: 'matter', key: 'matterId' },
    { matterId: z.uuid(), n: z.int() },
  )
  const Closed = event(
    `${context}.matter-closed`,
    1,
    { zh: '结案', en: 'Closed.', aggregate: 'matter', key: 'matterId' },
    { matterId: z.uuid() },
  )
  const account = await takeNatsAccount(inject('adminUrl'))
  await using undo = new AsyncDisposableStack()
  const connections = new AsyncDisposableStack()
  const source = undo.use(await freshDatabase(context))
  const target = undo.use(await freshDatabase<SeenTable>(listener))
  undo.use(connections)
  await target.pool.query(
    'create table seen (position bigint generated always as identity primary key, matter uuid, n int)',
  )
  const connection = async (name: string, servers = account.servers) => {
    const nats = await connectNats({ ...account, servers, name })
    connections.defer(() => closeNats(nats))
    return nats
  }
  const common = { committee, profile: 'test' as const, clock: systemClock, log: silent, newId, filesDir: '', own: {} }
  const wakeUps = { relay: () => {} }
  const owner: Runtime = {
    ...common,
    service: context,
    db: source.db,
    pool: source.pool,
    nats: await connection('owner'),
    wakeRelay: () => wakeUps.relay(),
  }
  const reader: Runtime<SeenTable> = {
    ...common,
    service: listener,
    db: target.db,
    pool: target.pool,
    nats: await connection('listener'),
    wakeRelay: () => {},
  }
  const manager: JetStreamManager = await jetstreamManager(owner.nats)
  const stream = eventStream(context)
  const seeing: Reaction[] = [
    react(Noted as never, async (tx: Tx<SeenTable>, { matterId, n }: { matterId: string; n: number }) => {
      await tx.insertInto('seen').values({ matter: matterId, n }).execute()
    }),
  ]
  const noted = (matterId: string, n: number): Fact => Noted({ matterId, n })
  const closed = (matterId: string): Fact => Closed({ matterId })

  const life = undo.move()
  const bone = {
    context,
    account,
    source,
    target,
    owner,
    reader,
    manager,
    stream,
    Noted,
    noted,
    closed,
    seeing,
    consumer: `${listener}-on-${context}`,
    connection,
    newMatter: () => randomUUID(),
    /** Commits facts in one transaction, with what `apply` makes of them, without telling any relay. */
    async write(...facts: Fact[]) {
      return await bone.writeWith(async () => {}, ...facts)
    },
    async writeWith(apply: Apply<any>, ...facts: Fact[]) {
      const definitions = [Noted, Closed] as unknown as EventDefinition[]
      return await source.db.transaction().execute(async (tx) => {
        const actor = systemActor(committee, context)
        const definitionOf = ({ type }: Fact) => definitions.find((one) => one.type === type)!
        const placed = await placeEvents(
          tx,
          [{ facts, context: { committee, actor, now: new Date(), newId } }],
          definitionOf,
        )
        for (const event of placed.events) await apply(tx, event)
        await writeEvents(tx, placed)
        return placed.events
      })
    },
    async relay(options: RelayOptions = {}, runtime = owner): Promise<Relay> {
      const relay = life.use(await startRelay(runtime, { pollMs: 50, ackTimeoutMs: 1_000, ...options }))
      wakeUps.relay = () => relay.wake()
      return relay
    },
    async listen(options: Partial<ConsumerOptions> = {}, runtime = reader): Promise<Consumers> {
      const settings = {
        contexts: [context],
        reactions: seeing,
        execute: async () => {},
        sweepMs: 50,
        retries: { attempts: 3, delayMs: () => 20 },
        ...options,
      }
      return life.use(await startConsumers(runtime, settings))
    },
    async published(): Promise<number> {
      const { rows } = await source.pool.query('select count(*)::int as n from event where published_at is not null')
      return rows[0].n
    },
    /** The numbers seen per matter, in the order in which their effects happened. */
    async seen(): Promise<Map<string, number[]>> {
      const rows = await target.db.selectFrom('seen').select(['matter', 'n']).orderBy('position').execute()
      const groups = Map.groupBy(rows, ({ matter }) => matter)
      return new Map([...groups].map(([matter, own]) => [matter, own.map(({ n }) => n)]))
    },
    async count(): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from seen`.execute(target.db)
      return rows[0]!.n
    },
    async cursor(matter: string): Promise<number | undefined> {
      const row = await target.db
        .selectFrom('consumer_cursor')
        .select('version')
        .where('aggregate', '=', `matter/${matter}`)
        .executeTakeFirst()
      return row?.version
    },
    [Symbol.asyncDispose]: () => life.disposeAsync(),
  }
  return bone
}
export type Backbone = Awaited<ReturnType<typeof startBackbone>>

export const WAIT = { timeout: 20_000, interval: 20 }
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1)
