import type { NatsConnection } from '@nats-io/transport-node'
import { Pool } from 'pg'
import { Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { createHealth, databaseCheck, jetStreamCheck } from '../src/health.ts'
import { connectNats, type NatsOptions } from '../src/nats.ts'
import { takeNatsAccount } from '../src/testing/index.ts'
import { freshDatabase } from './jobs-database.ts'

let base: Awaited<ReturnType<typeof freshDatabase>>
let nats: NatsConnection
let account: Omit<NatsOptions, 'name'>

beforeAll(async () => {
  base = await freshDatabase()
  account = await takeNatsAccount(inject('adminUrl'))
  nats = await connectNats({ ...account, name: 'health' })
})
afterAll(async () => {
  await nats.close()
  await base[Symbol.asyncDispose]()
})

test('a service whose database and JetStream keep what they are given is ready', async () => {
  const health = createHealth({ database: databaseCheck(base.db), jetstream: jetStreamCheck(nats) }, { reuseMs: 0 })

  const first = await health.ready()
  const second = await health.ready()

  expect(first.checks.map(({ name, ok, error }) => ({ name, ok, error }))).toEqual([
    { name: 'database', ok: true, error: undefined },
    { name: 'jetstream', ok: true, error: undefined },
  ])
  expect(second.status).toBe('ok')
})

test('several instances check side by side', async () => {
  const results = await Promise.all(
    Array.from({ length: 5 }, () =>
      createHealth({ database: databaseCheck(base.db), jetstream: jetStreamCheck(nats) }).ready(),
    ),
  )

  expect(results.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
})

test('a database that can be read but not written fails', async () => {
  const pool = new Pool({ connectionString: base.url, options: '-c default_transaction_read_only=on' })
  const db = new Kysely<any>({ dialect: new PostgresDialect({ pool }) })

  const { status, checks } = await createHealth({ database: databaseCheck(db) }).ready()
  await pool.end()

  expect(status).toBe('failing')
  expect(checks[0]).toMatchObject({ ok: false, error: expect.stringContaining('read-only') })
})

test('a broker that is gone fails within the limit, and says so', async () => {
  const other = await connectNats({ ...account, name: 'health' })
  await other.close()

  const { status, checks } = await createHealth({ jetstream: jetStreamCheck(other) }, { timeoutMs: 1_000 }).ready()

  expect(status).toBe('failing')
  expect(checks[0]!.error).toBeTruthy()
  expect(checks[0]!.tookMs).toBeLessThan(2_000)
})

test('what works for a part only is told, and the service stays ready', async () => {
  let amiss = true
  const check = async () => (amiss ? { degraded: 'one of two chains does not sign' } : undefined)
  const health = createHealth({ signing: check }, { reuseMs: 0 })

  const { status, checks } = await health.ready()
  expect([status, checks[0]!.ok, checks[0]!.degraded]).toEqual(['ok', true, 'one of two chains does not sign'])
  expect(health.degraded()).toEqual({ signing: true })

  amiss = false
  expect((await health.ready()).checks[0]!.degraded).toBeUndefined()
  expect(health.degraded()).toEqual({ signing: false })
})

test('a check that never answers fails after its time, beside others that succeed', async () => {
  let aborted = false
  const hanging = (signal: AbortSignal) =>
    new Promise<void>(() => signal.addEventListener('abort', () => (aborted = true)))

  const { checks } = await createHealth({ hanging, fine: async () => {} }, { timeoutMs: 50 }).ready()

  expect(checks.map(({ name, ok, error }) => ({ name, ok, error }))).toEqual([
    { name: 'hanging', ok: false, error: 'no answer within 50 ms' },
    { name: 'fine', ok: true, error: undefined },
  ])
  expect(aborted).toBe(true)
})

test('an answer serves all who ask within a moment, and is found anew afterwards', async () => {
  let runs = 0
  const check = async () => {
    runs += 1
  }
  const health = createHealth({ check }, { reuseMs: 200 })

  await Promise.all([health.ready(), health.ready(), health.ready()])
  await health.ready()
  expect(runs).toBe(1)

  await vi.waitFor(async () => {
    await health.ready()
    expect(runs).toBe(2)
  })
})

test('a failing check remembers when it last succeeded', async () => {
  let broken = false
  const check = async () => {
    if (broken) throw new Error('no more')
  }
  const health = createHealth({ check }, { reuseMs: 0 })

  expect(health.sinceLastOk()).toEqual({ check: Number.POSITIVE_INFINITY })
  const before = await health.ready()
  broken = true
  const after = await health.ready()

  expect(after.checks[0]).toMatchObject({ ok: false, error: 'no more', lastOk: before.checks[0]!.lastOk })
  expect(health.sinceLastOk()['check']).toBeLessThan(10)
})
