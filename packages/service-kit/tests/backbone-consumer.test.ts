import { Refusal } from '@lianxie/contracts'
import { headers } from '@nats-io/transport-node'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import type { Actor } from '../src/actor.ts'
import { inspectDead, listDead, listWaiting } from '../src/dead-events.ts'
import { type Reaction, react } from '../src/reaction.ts'
import { type Backbone, type SeenTable, startBackbone, upTo, WAIT } from './backbone-fixture.ts'

const operator: Actor = { id: 'operator-1', committee: 'test-cppcc', role: 'OPS', units: [], acr: 'mfa', authTime: 0 }

test('an event that is delivered again changes nothing', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  await bone.listen()
  const [matter, other] = [bone.newMatter(), bone.newMatter()]
  await bone.write(bone.noted(matter, 1), bone.noted(matter, 2))
  await vi.waitFor(async () => expect(await bone.count()).toBe(2), WAIT)

  for (const payload of await payloads(bone)) await deliver(bone, payload)
  await bone.write(bone.noted(other, 3))

  await vi.waitFor(async () => expect(await bone.count()).toBe(3), WAIT)
  expect(await bone.seen()).toEqual(new Map([[matter, [1, 2]], [other, [3]]])) // prettier-ignore
})

test('of two that begin one matter at once, one has its effects', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  await bone.listen()
  const matter = bone.newMatter()
  const other = await bone.target.pool.connect()
  await other.query('begin')
  await other.query('insert into consumer_cursor values ($1, $2, 1)', [bone.consumer, `matter/${matter}`])
  await other.query('insert into seen (matter, n) values ($1, 1)', [matter])

  await bone.write(bone.noted(matter, 1), bone.noted(matter, 2))
  await vi.waitFor(async () => {
    const { rows } = await bone.target.pool.query(
      `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%consumer_cursor%'`,
    )
    expect(rows.length).toBeGreaterThan(0)
  }, WAIT)
  await other.query('commit')
  other.release()

  await vi.waitFor(async () => expect(await bone.count()).toBe(2), WAIT)
  expect(await bone.seen()).toEqual(new Map([[matter, [1, 2]]]))
  expect(await bone.cursor(matter)).toBe(2)
})

test('an event that comes before its predecessor waits for it, and others do not', async () => {
  await using bone = await startBackbone()
  await (await bone.relay()).stop()
  await bone.listen()
  const [matter, other] = [bone.newMatter(), bone.newMatter()]
  await bone.write(...upTo(5).map((n) => bone.noted(matter, n)), bone.noted(other, 9))
  const [first, second, third, fourth, fifth, elsewhere] = await payloads(bone)

  for (const payload of [first!, third!, fifth!, fourth!, elsewhere!]) await deliver(bone, payload)

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, [1]], [other, [9]]])), WAIT) // prettier-ignore
  const { items, total } = await listWaiting(bone.target.db)
  expect(items.map(({ version, cursor }) => [version, cursor])).toEqual([[3, 1], [4, 1], [5, 1]]) // prettier-ignore
  expect(total).toBe(3)

  await deliver(bone, second!)

  await vi.waitFor(async () => expect((await bone.seen()).get(matter)).toEqual(upTo(5)), WAIT)
  expect((await listWaiting(bone.target.db)).total).toBe(0)
})

test('an event of a type that nobody reacts to advances the cursor', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  await bone.listen()
  const matter = bone.newMatter()

  await bone.write(bone.noted(matter, 1), bone.closed(matter), bone.noted(matter, 3))

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, [1, 3]]])), WAIT)
  expect(await bone.cursor(matter)).toBe(3)
})

test('fields that a later publisher added are left out, not refused', async () => {
  await using bone = await startBackbone()
  await (await bone.relay()).stop()
  await bone.listen()
  const matter = bone.newMatter()
  await bone.write(bone.noted(matter, 1))
  const [payload] = await payloads(bone)
  const envelope = JSON.parse(payload!.toString())

  await deliver(
    bone,
    Buffer.from(JSON.stringify({ ...envelope, later: true, data: { ...envelope.data, later: true } })),
  )

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, [1]]])), WAIT)
})

test('an event that fails three times is dead, holds back its own matter, and nothing else', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  let tries = 0
  const consumers = await bone.listen({
    reactions: failing(bone, (n) => {
      if (n !== 13) return
      tries += 1
      throw new Error('thirteen is not taken')
    }),
  })
  const [matter, other] = [bone.newMatter(), bone.newMatter()]

  await bone.write(
    bone.noted(matter, 12),
    bone.noted(other, 1),
    bone.noted(matter, 13),
    bone.noted(matter, 14),
    bone.noted(other, 2),
  )

  await vi.waitFor(async () => expect(await consumers.stats()).toMatchObject([{ dead: 1, waiting: 1, lag: 0 }]), WAIT)
  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, [12]], [other, [1, 2]]])), WAIT) // prettier-ignore
  // Once in the batch, three times by itself.
  expect(tries).toBe(4)
  const { items } = await listDead(bone.target.db)
  expect(items).toMatchObject([
    { aggregate: `matter/${matter}`, version: 2, attempts: 3, error: 'Error: thirteen is not taken', waiting: 1 },
  ])
  expect(await inspectDead(bone.target.db, items[0]!)).toMatchObject({
    envelope: { data: { matterId: matter, n: 13 } },
  })
})

test('a dead event that is retried in vain stays dead; when it succeeds what waited behind it follows', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  let broken = true
  const consumers = await bone.listen({
    reactions: failing(bone, (n) => {
      if (broken && n === 2) throw new Error('not yet')
    }),
  })
  const matter = bone.newMatter()
  await bone.write(...upTo(4).map((n) => bone.noted(matter, n)))
  await vi.waitFor(async () => expect(await consumers.stats()).toMatchObject([{ dead: 1, waiting: 2 }]), WAIT)
  const key = (await listDead(bone.target.db)).items[0]!

  await expect(consumers.retry(key, operator)).rejects.toMatchObject({ code: 'dead.still_failing' })
  expect(await bone.seen()).toEqual(new Map([[matter, [1]]]))
  broken = false
  await consumers.retry(key, operator)

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, upTo(4)]])), WAIT)
  expect(await consumers.stats()).toMatchObject([{ dead: 0, waiting: 0 }])
  expect((await listDead(bone.target.db, { resolved: true })).items).toMatchObject([
    { attempts: 4, resolution: { kind: 'retried', by: 'operator-1' } },
  ])
  await expect(consumers.retry(key, operator)).rejects.toMatchObject({ code: 'dead.not_found' })
  expect(await audited(bone)).toEqual(['dead-event.retry-failed', 'dead-event.retried'])
})

test('a discarded event is passed over with its reason on record', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  const consumers = await bone.listen({
    reactions: failing(bone, (n) => {
      if (n === 1) throw new Error('never')
    }),
  })
  const matter = bone.newMatter()
  await bone.write(...upTo(3).map((n) => bone.noted(matter, n)))
  await vi.waitFor(async () => expect(await consumers.stats()).toMatchObject([{ dead: 1, waiting: 2 }]), WAIT)
  const key = (await listDead(bone.target.db)).items[0]!

  await consumers.discard(key, 'written by mistake', operator)

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, [2, 3]]])), WAIT)
  expect(await listDead(bone.target.db)).toEqual({ items: [], total: 0 })
  expect((await listDead(bone.target.db, { resolved: true })).items).toMatchObject([
    { resolution: { kind: 'discarded', by: 'operator-1', reason: 'written by mistake' } },
  ])
  expect(await audited(bone)).toEqual(['dead-event.discarded'])
})

test('an event whose command the rules refuse is dead at once, and its other effects are undone', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  let tries = 0
  const consumers = await bone.listen({
    reactions: [
      ...bone.seeing,
      react(bone.Noted as never, async (_tx, _data, reaction) => {
        await reaction.execute({ type: 'listener.note' } as never, {} as never)
      }),
    ],
    execute: async () => {
      tries += 1
      throw new Refusal('common.exists')
    },
  })

  await bone.write(bone.noted(bone.newMatter(), 1))

  await vi.waitFor(async () => expect(await consumers.stats()).toMatchObject([{ dead: 1, waiting: 0 }]), WAIT)
  // Once in the batch, once by itself.
  expect(tries).toBe(2)
  expect(await bone.count()).toBe(0)
  expect((await listDead(bone.target.db)).items).toMatchObject([{ attempts: 1, error: 'common.exists {}' }])
})

test('a reaction whose database is away or full is tried for as long as it takes', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  let tries = 0
  const consumers = await bone.listen({
    reactions: [
      react(bone.Noted as never, async (tx, { matterId, n }: { matterId: string; n: number }) => {
        tries += 1
        if (tries <= 2) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
        if (tries <= 4) await sql`do $$ begin raise 'the disk is full' using errcode = '53100'; end $$`.execute(tx)
        await sql`insert into seen (matter, n) values (${matterId}, ${n})`.execute(tx)
      }),
    ],
    retries: { attempts: 1, delayMs: () => 0 },
  })
  const matter = bone.newMatter()

  await bone.write(bone.noted(matter, 1))

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, [1]]])), {
    ...WAIT,
    timeout: 60_000,
  })
  expect(tries).toBe(5)
  expect(await consumers.stats()).toMatchObject([{ dead: 0, waiting: 0 }])
}, 90_000)

test('what was fetched when the database went away is handed back at once, and not left to its time-out', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  const matters = upTo(60).map(() => bone.newMatter())
  const [first, ...later] = matters.map((matter) => bone.noted(matter, 1))
  const delivered = async () => (await bone.manager.consumers.info(bone.stream, bone.consumer)).num_ack_pending
  await bone.listen({ sweepMs: 60_000 })
  await vi.waitFor(async () => expect(await delivered()).toBe(0), WAIT)
  const goneAway = vi.fn<() => Promise<never>>(async () => {
    await bone.write(...later)
    await vi.waitFor(async () => expect(await delivered()).toBe(60), WAIT)
    // The server answers behind what it has delivered: nothing of it is on its way any more.
    await bone.reader.nats.flush()
    throw Object.assign(new Error('the database is shutting down'), { code: '57P01' })
  })
  vi.spyOn(bone.reader.pool, 'connect').mockImplementationOnce(goneAway as never)

  await bone.write(first!)

  await vi.waitFor(() => expect(goneAway).toHaveBeenCalledOnce(), WAIT)
  // The server would wait ten seconds for each acknowledgement.
  await vi.waitFor(async () => expect(await bone.count()).toBe(60), { timeout: 8_000, interval: 20 })
})

test('a gap that never fills is skipped for a reason on record, and what is late changes nothing', async () => {
  await using bone = await startBackbone()
  await (await bone.relay()).stop()
  const consumers = await bone.listen()
  const matter = bone.newMatter()
  await bone.write(...upTo(6).map((n) => bone.noted(matter, n)))
  const [first, second, third, fourth, fifth] = await payloads(bone)
  for (const payload of [first!, fourth!, fifth!]) await deliver(bone, payload)
  await vi.waitFor(async () => expect((await listWaiting(bone.target.db)).total).toBe(2), WAIT)
  const key = { consumer: bone.consumer, aggregate: `matter/${matter}`, version: 4 }
  const notFound = { code: 'waiting.not_found' }
  await expect(consumers.skipGap({ ...key, version: 5 }, 'not the first', operator)).rejects.toMatchObject(notFound)
  await expect(consumers.skipGap({ ...key, version: 3 }, 'not here', operator)).rejects.toMatchObject(notFound)

  await consumers.skipGap(key, '来源已确认不存在', operator)

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, [1, 4, 5]]])), WAIT)
  await expect(consumers.skipGap(key, 'again', operator)).rejects.toMatchObject(notFound)
  for (const payload of [second!, third!]) await deliver(bone, payload)
  await deliver(bone, (await payloads(bone))[5]!)
  await vi.waitFor(async () => expect((await bone.seen()).get(matter)).toEqual([1, 4, 5, 6]), WAIT)
  const audited = await bone.target.db.selectFrom('audit').select(['action', 'subject', 'detail']).execute()
  expect(audited).toEqual([
    {
      action: 'waiting-event.gap-skipped',
      subject: `${bone.consumer} matter/${matter} 4`,
      detail: { reason: '来源已确认不存在', missing: { from: 2, to: 3 } },
    },
  ])
})

test('a message that is no event is kept among the dead and stops nobody', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  const consumers = await bone.listen()
  const matter = bone.newMatter()

  await deliver(bone, Buffer.from('no event'))
  await bone.write(bone.noted(matter, 1))

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, [1]]])), WAIT)
  const { items } = await listDead(bone.target.db)
  expect(items).toMatchObject([{ aggregate: `${bone.stream}#1`, type: 'unreadable' }])
  expect(await inspectDead(bone.target.db, items[0]!)).toMatchObject({ envelope: 'no event' })
  await consumers.discard(items[0]!, 'noise', operator)
  expect((await listDead(bone.target.db)).total).toBe(0)
})

test('what no column can hold is kept among the dead too, and stops nobody', async () => {
  await using bone = await startBackbone()
  await (await bone.relay()).stop()
  await bone.listen()
  const [matter, other] = [bone.newMatter(), bone.newMatter()]
  await bone.write(bone.noted(matter, 1), bone.noted(other, 2))
  const [first, second] = await payloads(bone)
  const changed = (change: Record<string, unknown>) =>
    Buffer.from(JSON.stringify({ ...(JSON.parse(first!.toString()) as object), ...change }))

  await deliver(bone, Buffer.from('no event\0'))
  await deliver(bone, changed({ aggregate: 'matter/\0' }))
  await deliver(bone, changed({ type: 'cn.lianxie.\0' }))
  await deliver(bone, changed({ aggregateversion: 3_000_000_000 }))
  for (const payload of [first!, second!]) await deliver(bone, payload)

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, [1]], [other, [2]]])), WAIT) // prettier-ignore
  const { items } = await listDead(bone.target.db)
  expect(items.map(({ aggregate, type }) => [aggregate, type])).toEqual(
    upTo(4).map((seq) => [`${bone.stream}#${seq}`, 'unreadable']),
  )
})

test('a consumer waits for a stream that its owner makes later', async () => {
  await using bone = await startBackbone()
  await bone.listen()
  const matter = bone.newMatter()
  await bone.write(bone.noted(matter, 1))

  await bone.relay()

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, [1]]])), WAIT)
})

test('a reaction to a context that is not listened to stops the start', async () => {
  await using bone = await startBackbone()

  await expect(bone.listen({ contexts: [] })).rejects.toThrow(/does not listen to/)
})

test('lists come in pages', async () => {
  await using bone = await startBackbone()
  await (await bone.relay()).stop()
  await bone.listen()
  const matter = bone.newMatter()
  await bone.write(...upTo(6).map((n) => bone.noted(matter, n)))
  for (const payload of (await payloads(bone)).slice(1)) await deliver(bone, payload)
  await vi.waitFor(async () => expect((await listWaiting(bone.target.db)).total).toBe(5), WAIT)

  const first = await listWaiting(bone.target.db, { consumer: bone.consumer, limit: 3 })
  const second = await listWaiting(bone.target.db, { consumer: bone.consumer, limit: 3, after: first.next! })

  expect([...first.items, ...second.items].map(({ version }) => version)).toEqual([2, 3, 4, 5, 6])
  expect(second.next).toBeUndefined()
  expect((await listWaiting(bone.target.db, { consumer: 'another' })).total).toBe(0)
})

function failing(bone: Backbone, fail: (n: number) => void): Reaction<SeenTable>[] {
  return [
    react(bone.Noted as never, async (_tx, { n }: { n: number }) => {
      fail(n)
    }),
    ...bone.seeing,
  ]
}

async function payloads({ source }: Backbone): Promise<Buffer[]> {
  const { rows } = await source.pool.query('select payload from event order by id')
  return rows.map((row) => row.payload)
}

/** Stores a message past the server's recognition of repeats. */
async function deliver({ owner, context }: Backbone, payload: Buffer): Promise<void> {
  await owner.nats.request(`evt.test-cppcc.${context}.matter.x`, payload, { headers: headers(), timeout: 2_000 })
}

async function audited({ target }: Backbone): Promise<string[]> {
  const rows = await target.db.selectFrom('audit').select('action').orderBy('id').execute()
  return rows.map(({ action }) => action)
}

test('of many events whose rows are written together, one that cannot be written is dead and no other', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  await sql`create table kept (matter uuid primary key, n integer not null check (n <> 13))`.execute(bone.target.db)
  const keeping = react<{ kept: { matter: string; n: number } }, typeof bone.Noted>(
    bone.Noted,
    async (tx, { matterId: matter, n }) => {
      await tx
        .insertInto('kept')
        .values({ matter, n })
        .onConflict((conflict) => conflict.column('matter').doUpdateSet({ n }))
        .execute()
    },
  )
  const numbers = upTo(30)
  const matters = numbers.map(() => bone.newMatter())
  await bone.write(...numbers.map((n, i) => bone.noted(matters[i]!, n)))

  await bone.listen({ reactions: [keeping], tables: ['kept'] })

  const kept = async () => {
    const { rows } = await sql<{ n: number }>`select n from kept order by n`.execute(bone.target.db)
    return rows.map(({ n }) => n)
  }
  await vi.waitFor(async () => expect(await kept()).toEqual(numbers.filter((n) => n !== 13)), WAIT)
  await vi.waitFor(async () => expect((await listDead(bone.target.db)).items).toHaveLength(1), WAIT)
  const { items } = await listDead(bone.target.db)
  expect(items.map(({ aggregate }) => aggregate)).toEqual([`matter/${matters[12]}`])
})
