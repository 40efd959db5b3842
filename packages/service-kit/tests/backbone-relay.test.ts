import { fork } from 'node:child_process'
import { once } from 'node:events'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { AckPolicy, DeliverPolicy, jetstream } from '@nats-io/jetstream'
import { provisionConsumer, provisionStream, ProvisionError } from '../src/provision.ts'
import { wakeRelays } from '../src/relay.ts'
import { startBackbone, upTo, WAIT } from './backbone-fixture.ts'

test('an event that was committed reaches another service once', async () => {
  await using bone = await startBackbone()
  const relay = await bone.relay()
  await bone.listen()
  const matter = bone.newMatter()

  await bone.write(bone.noted(matter, 1), bone.noted(matter, 2))
  relay.wake()

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, [1, 2]]])), WAIT)
  expect(await relay.stats()).toMatchObject({ unpublished: 0, oldestSeconds: 0, epoch: 1, rewinds: 0, published: 2 })
})

test('a process that runs no relay wakes those of others', async () => {
  await using bone = await startBackbone()
  await bone.relay({ pollMs: 3_600_000 })
  await bone.write(bone.noted(bone.newMatter(), 1))

  wakeRelays({ ...bone.owner, nats: await bone.connection('tool') })

  await vi.waitFor(async () => expect(await bone.published()).toBe(1), WAIT)
})

test('twelve writers over two relays lose and invert nothing behind the cursor', async () => {
  await using bone = await startBackbone()
  const second = { ...bone.owner, nats: await bone.connection('owner two') }
  await Promise.all([bone.relay(), bone.relay({}, second)])
  await Promise.all([bone.listen(), bone.listen({}, { ...bone.reader, nats: await bone.connection('listener two') })])
  const matters = upTo(8).map(() => bone.newMatter())
  const order = new Map<string, number[]>(matters.map((matter) => [matter, []]))
  let n = 0

  const writer = async () => {
    for (let i = 0; i < 40; i += 1) {
      const matter = matters[Math.floor(Math.random() * matters.length)]!
      n += 1
      const mine = n
      const [written] = await bone.write(bone.noted(matter, mine))
      order.get(matter)![written!.aggregateVersion - 1] = mine
      bone.owner.wakeRelay()
    }
  }
  await Promise.all(upTo(12).map(writer))

  await vi.waitFor(async () => expect(await bone.count()).toBe(480), WAIT)
  expect(await bone.seen()).toEqual(order)
})

test('relays that are killed in the middle of their work lose and double nothing', async () => {
  await using bone = await startBackbone()
  await bone.listen()
  const matters = upTo(10).map(() => bone.newMatter())
  for (const n of upTo(80)) await bone.write(...matters.map((matter) => bone.noted(matter, n)))

  for (let before = await bone.published(), kills = 0; kills < 2; kills += 1) {
    const process = fork(new URL('backbone-relay-process.ts', import.meta.url), [
      JSON.stringify({ url: bone.source.url, nats: bone.account, service: bone.context, batch: 20 }),
    ])
    await vi.waitFor(async () => expect(await bone.published()).toBeGreaterThan(before + 60), { ...WAIT, interval: 2 })
    process.kill('SIGKILL')
    await once(process, 'exit')
    before = await bone.published()
    expect(before).toBeLessThan(800)
  }
  await bone.relay()

  await vi.waitFor(async () => expect(await bone.count()).toBe(800), WAIT)
  expect(await bone.seen()).toEqual(new Map(matters.map((matter) => [matter, upTo(80)])))
}, 60_000)

test('what comes behind an event that the server does not take stays behind it', async () => {
  await using bone = await startBackbone()
  const matter = bone.newMatter()
  await bone.write(...upTo(5).map((n) => bone.noted(matter, n)))
  const { pool } = bone.source
  const { rows } = await pool.query('select payload from event where aggregate_version = 3')
  const tooLarge = Buffer.alloc(2_000_000, ' ')
  await pool.query('update event set payload = $1 where aggregate_version = 3', [tooLarge])

  const relay = await bone.relay()
  await vi.waitFor(async () => expect(await bone.published()).toBe(2), WAIT)
  expect(await relay.stats()).toMatchObject({ unpublished: 3, published: 2 })
  await pool.query('update event set payload = $1 where aggregate_version = 3', [rows[0].payload])

  await vi.waitFor(async () => expect(await bone.published()).toBe(5), WAIT)
  expect(await storedIds(bone)).toEqual(await eventIds(bone))
})

test('a stream that is deleted is written again, under a new epoch', async () => {
  await using bone = await startBackbone()
  const relay = await bone.relay()
  const consumers = await bone.listen()
  const matter = bone.newMatter()
  await bone.write(...upTo(30).map((n) => bone.noted(matter, n)))
  await vi.waitFor(async () => expect(await bone.count()).toBe(30), WAIT)

  await bone.manager.streams.delete(bone.stream)
  await bone.write(bone.noted(matter, 31))

  await vi.waitFor(async () => expect(await bone.count()).toBe(31), WAIT)
  await vi.waitFor(
    async () => expect(await relay.stats()).toMatchObject({ unpublished: 0, epoch: 2, rewinds: 1 }),
    WAIT,
  )
  const info = await bone.manager.streams.info(bone.stream)
  expect(info.config.metadata).toMatchObject({ 'lianxie-epoch': '2' })
  expect(info.state.messages).toBeGreaterThanOrEqual(31)
  await vi.waitFor(async () => expect(await consumers.stats()).toMatchObject([{ lag: 0, waiting: 0, dead: 0 }]), WAIT)
  // All may have come by the durable of the epoch before, which is made anew when that is noticed.
  await vi.waitFor(async () => {
    const durable = await bone.manager.consumers.info(bone.stream, bone.consumer)
    expect(durable.config.metadata).toMatchObject({ 'lianxie-epoch': '2' })
  }, WAIT)
  expect(await bone.seen()).toEqual(new Map([[matter, upTo(31)]]))
})

test.each([
  { kept: 0, found: 'at the next start', live: false },
  { kept: 7, found: 'at the next start', live: false },
  { kept: 19, found: 'by the next event', live: true },
])(
  'a stream that comes back with its first $kept messages is found out $found and completed',
  async ({ kept, live }) => {
    await using bone = await startBackbone()
    const first = await bone.relay({ checkMs: 3_600_000 })
    const matter = bone.newMatter()
    for (const n of upTo(20)) {
      await bone.write(bone.noted(matter, n))
      first.wake()
    }
    await vi.waitFor(async () => expect(await bone.published()).toBe(20), WAIT)
    if (!live) await first.stop()

    await restoreOlder(bone, kept)
    if (!live) await bone.relay()
    await bone.write(bone.noted(matter, 21))

    await vi.waitFor(async () => {
      const stored = await storedIds(bone)
      expect(new Set(stored)).toEqual(new Set(await eventIds(bone)))
      expect(stored.slice(0, kept)).toEqual((await eventIds(bone)).slice(0, kept))
    }, WAIT)
    const { rows } = await bone.source.pool.query('select epoch, rewinds from stream_state')
    expect(rows).toEqual([{ epoch: 2, rewinds: 1 }])
    const unmarked = await bone.source.pool.query('select count(*)::int as n from event where stream_epoch = 1')
    expect(unmarked.rows[0].n).toBe(kept)
    await bone.listen()
    await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, upTo(21)]])), WAIT)
  },
)

test('events whose number a new stream gave to others are written again', async () => {
  await using bone = await startBackbone()
  const relay = await bone.relay()
  const matter = bone.newMatter()
  await bone.write(...upTo(20).map((n) => bone.noted(matter, n)))
  await vi.waitFor(async () => expect(await bone.published()).toBe(20), WAIT)
  await relay.stop()

  await restoreOlder(bone, 0)
  await bone.write(...upTo(3).map((n) => bone.noted(bone.newMatter(), n)))
  // One relay sent them and broke off when it saw low numbers, and another was told these as those of repeats.
  const { rows } = await bone.source.pool.query<{ id: string; event_id: string; subject: string; payload: Buffer }>(
    'select id, event_id, subject, payload from event where published_at is null order by id',
  )
  for (const { id, event_id, subject, payload } of rows) {
    const { seq } = await jetstream(bone.owner.nats).publish(subject, payload, { msgID: event_id })
    const marked = 'update event set published_at = now(), stream_epoch = 1, stream_seq = $1 where id = $2'
    await bone.source.pool.query(marked, [seq, id])
  }
  await bone.relay()

  const all = new Set(await eventIds(bone))
  await vi.waitFor(async () => expect(new Set(await storedIds(bone))).toEqual(all), WAIT)
})

test('a consumer that had gone past what is written again begins anew', async () => {
  await using bone = await startBackbone()
  const relay = await bone.relay()
  const first = await bone.listen()
  const matter = bone.newMatter()
  await bone.write(...upTo(20).map((n) => bone.noted(matter, n)))
  await vi.waitFor(async () => expect(await bone.count()).toBe(20), WAIT)
  await Promise.all([relay.stop(), first.stop()])

  await restoreOlder(bone, 10)
  await addConsumer(bone, { opt_start_seq: 1_000, metadata: { 'lianxie-epoch': '1' } })
  await bone.relay()
  await bone.listen()
  await bone.write(bone.noted(matter, 21))

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, upTo(21)]])), WAIT)
})

test('of several relays that find a loss, one rewinds', async () => {
  await using bone = await startBackbone()
  const runtimes = await Promise.all(
    upTo(4).map(async (n) => ({ ...bone.owner, nats: await bone.connection(`owner ${n}`) })),
  )
  const first = await bone.relay()
  await bone.write(...upTo(50).map((n) => bone.noted(bone.newMatter(), n)))
  await vi.waitFor(async () => expect(await bone.published()).toBe(50), WAIT)
  await first.stop()
  await restoreOlder(bone, 10)

  await Promise.all(runtimes.map((runtime) => bone.relay({}, runtime)))

  await vi.waitFor(async () => expect(new Set(await storedIds(bone)).size).toBe(50), WAIT)
  const { rows } = await bone.source.pool.query('select epoch, rewinds from stream_state')
  expect(rows).toEqual([{ epoch: 2, rewinds: 1 }])
})

test('the stream of another database stops the start', async () => {
  await using bone = await startBackbone()
  const relay = await bone.relay()
  await relay.stop()
  await bone.source.pool.query('update stream_state set origin = gen_random_uuid()')

  await expect(bone.relay()).rejects.toThrow(/holds the events of another database/)
})

test('a database that was restored from an older copy than the stream is noticed at the start', async () => {
  await using bone = await startBackbone()
  const relay = await bone.relay()
  await bone.write(bone.noted(bone.newMatter(), 1), bone.noted(bone.newMatter(), 2))
  await vi.waitFor(async () => expect(await bone.published()).toBe(2), WAIT)
  await relay.stop()
  const { rows } = await bone.source.pool.query(
    'delete from event where id = (select max(id) from event) returning event_id',
  )
  const lines: object[] = []
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(JSON.parse(line)) })

  await bone.relay({}, { ...bone.owner, log })

  expect(lines).toMatchObject([{ eventId: rows[0].event_id, msg: expect.stringContaining('older copy') }])
})

test('a stream that takes in other subjects stops the start and is left as it is', async () => {
  await using bone = await startBackbone()
  await bone.manager.streams.add({ name: bone.stream, subjects: [`evt.other-cppcc.${bone.context}.>`] })

  await expect(bone.relay()).rejects.toBeInstanceOf(ProvisionError)

  expect((await bone.manager.streams.info(bone.stream)).config.subjects).toEqual([`evt.other-cppcc.${bone.context}.>`])
})

test('twelve instances that provision at once make one stream and one consumer, as declared', async () => {
  await using bone = await startBackbone()
  const origin = '00000000-0000-4000-8000-000000000000'

  await Promise.all(upTo(12).map(() => provisionStream(bone.owner, { origin, epoch: 1, replicas: 1 })))
  const made = await Promise.all(upTo(12).map(() => provisionConsumer(bone.reader, bone.context)))

  expect(new Set(made.map((info) => info?.created)).size).toBe(1)

  const { metadata } = (await bone.manager.streams.info(bone.stream)).config
  await bone.manager.streams.update(bone.stream, { metadata: { ...metadata, 'lianxie-epoch': '2' } })
  const anew = await Promise.all(upTo(12).map(() => provisionConsumer(bone.reader, bone.context)))

  expect(new Set(anew.map((info) => info?.created)).size).toBe(1)
  expect(anew[0]?.config.metadata).toMatchObject({ 'lianxie-epoch': '2' })
  expect((await bone.manager.streams.info(bone.stream)).config).toMatchObject({
    subjects: [`evt.test-cppcc.${bone.context}.>`],
    max_age: 0,
    metadata: { 'lianxie-epoch': '2', 'lianxie-origin': origin },
  })
})

test('a durable consumer that begins elsewhere stops the start', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  await addConsumer(bone, { opt_start_seq: 7, metadata: { 'lianxie-epoch': '1' } })

  await expect(bone.listen()).rejects.toThrow(/deliver_policy is "by_start_sequence", expected "all"/)
})

test('a setting that was changed on the server is put back', async () => {
  await using bone = await startBackbone()
  const relay = await bone.relay()
  await relay.stop()
  await bone.manager.streams.update(bone.stream, { max_age: 3_600_000_000_000 })

  await bone.relay()

  expect((await bone.manager.streams.info(bone.stream)).config.max_age).toBe(0)
})

async function addConsumer(
  { manager, stream, consumer }: Awaited<ReturnType<typeof startBackbone>>,
  more: { opt_start_seq: number; metadata: Record<string, string> },
): Promise<void> {
  const config = { durable_name: consumer, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.StartSequence }
  await manager.consumers.add(stream, { ...config, ...more })
}

async function storedIds({ manager, stream }: Awaited<ReturnType<typeof startBackbone>>): Promise<string[]> {
  const { state } = await manager.streams.info(stream)
  const ids: string[] = []
  for (let seq = 1; seq <= state.last_seq; seq += 1) {
    ids.push((await manager.streams.getMessage(stream, { seq }))!.header.get('Nats-Msg-Id'))
  }
  return ids
}

async function eventIds({ source }: Awaited<ReturnType<typeof startBackbone>>): Promise<string[]> {
  const { rows } = await source.pool.query('select event_id from event order by id')
  return rows.map((row) => row.event_id)
}

/** What a restore from an older copy leaves: the same stream with its first messages only. */
async function restoreOlder(
  { manager, stream, owner }: Awaited<ReturnType<typeof startBackbone>>,
  kept: number,
): Promise<void> {
  const { config } = await manager.streams.info(stream)
  const messages = []
  for (let seq = 1; seq <= kept; seq += 1) messages.push((await manager.streams.getMessage(stream, { seq }))!)
  await manager.streams.delete(stream)
  // The server clears the folder of a deleted stream behind its answer; until then it cannot make one of that name.
  await vi.waitFor(() => manager.streams.add(config), WAIT)
  for (const { subject, data, header } of messages)
    await owner.nats.request(subject, data, { headers: header, timeout: 2_000 })
}
