import { randomUUID } from 'node:crypto'
import { joint } from '@lianxie/contracts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../src/actor.ts'
import { createExecute } from '../src/execute.ts'
import type { Handler } from '../src/handle.ts'
import { account, badInput, startTestService, type TestService } from '../src/testing/index.ts'
import { decided, probe } from './probe-service.ts'

let service: TestService
const ops = account('OPS')

beforeAll(async () => {
  service = await startTestService(probe)
})
afterAll(() => service?.[Symbol.asyncDispose]())

test('a command changes the tables, writes its event and answers with it', async () => {
  const alarmId = randomUUID()

  const answer = await service.send(joint.CloseAlarm, { alarmId, finding: 'looked at' }, { as: ops })

  expect(answer.events).toMatchObject([
    { type: 'joint.alarm-closed', aggregate: `alarm/${alarmId}`, version: 1, data: { alarmId, finding: 'looked at' } },
  ])
  const rows = await service.running.runtime.db
    .selectFrom('alarm')
    .selectAll()
    .where('alarm_id', '=', alarmId)
    .execute()
  expect(rows).toMatchObject([{ finding: 'looked at', note: ops.id }])
})

test('the same key and body is answered the same and decided once', async () => {
  const body = { alarmId: randomUUID(), finding: 'looked at' }
  const key = randomUUID()
  const before = decided()

  const first = await service.try(joint.CloseAlarm, body, { as: ops, key })
  const second = await service.try(joint.CloseAlarm, body, { as: ops, key })

  expect(second.body).toEqual(first.body)
  expect(second.headers.get('idempotency-replayed')).toBe('true')
  expect(decided() - before).toBe(1)
})

test('twenty uses of one key at once have one effect and one answer', async () => {
  const body = { alarmId: randomUUID(), finding: 'looked at' }
  const key = randomUUID()

  const replies = await Promise.all(
    Array.from({ length: 20 }, () => service.try(joint.CloseAlarm, body, { as: ops, key })),
  )

  expect(new Set(replies.map((reply) => JSON.stringify(reply.body)))).toHaveLength(1)
  expect(replies.every((reply) => reply.status === 200)).toBe(true)
  expect((await service.events(joint.AlarmClosed)).filter(({ alarmId }) => alarmId === body.alarmId)).toHaveLength(1)
})

test('a key that was used with another body is refused', async () => {
  const key = randomUUID()
  await service.send(joint.CloseAlarm, { alarmId: randomUUID(), finding: 'one' }, { as: ops, key })

  const { status, body } = await service.try(
    joint.CloseAlarm,
    { alarmId: randomUUID(), finding: 'two' },
    { as: ops, key },
  )

  expect([status, body.code]).toEqual([422, 'request.key_reused'])
})

test('the key of one person is nothing to another', async () => {
  const key = randomUUID()
  await service.send(joint.CloseAlarm, { alarmId: randomUUID(), finding: 'one' }, { as: ops, key })

  const { status } = await service.try(
    joint.CloseAlarm,
    { alarmId: randomUUID(), finding: 'two' },
    { as: account('OPS'), key },
  )

  expect(status).toBe(200)
})

test('a refusal is remembered under its key', async () => {
  const alarmId = randomUUID()
  await service.send(joint.CloseAlarm, { alarmId, finding: 'one' }, { as: ops })
  const key = randomUUID()

  const first = await service.try(joint.CloseAlarm, { alarmId, finding: 'two' }, { as: ops, key })
  const second = await service.try(joint.CloseAlarm, { alarmId, finding: 'two' }, { as: ops, key })

  expect([first.status, first.body.code]).toEqual([409, 'alarm.closed'])
  expect(second.headers.get('idempotency-replayed')).toBe('true')
  expect(second.body.code).toBe('alarm.closed')
})

test('If-Match holds a command back when somebody else was faster', async () => {
  const alarmId = randomUUID()
  await service.send(joint.CloseAlarm, { alarmId, finding: 'again and again' }, { as: ops })

  const stale = await service.try(joint.CloseAlarm, { alarmId, finding: 'again and again' }, { as: ops, version: 2 })
  const fresh = await service.try(joint.CloseAlarm, { alarmId, finding: 'again and again' }, { as: ops, version: 3 })

  expect([stale.status, stale.body.code]).toEqual([412, 'common.version'])
  expect(fresh.status).toBe(200)
})

test('every kind of wrong request is refused in both languages and changes nothing', async () => {
  const report = await badInput(service, probe, {
    commands: [{ command: joint.CloseAlarm, as: ops, body: { alarmId: randomUUID(), finding: 'x' }, idsAreFree: true }],
    queries: [{ query: joint.Alarms, as: ops, params: { open: 'true' } }],
  })

  expect(report.findings).toEqual([])
  expect(report.sent['wrong field']).toBeGreaterThan(10)
})

test('events reach the stream with the bytes that the table keeps', async () => {
  const { alarmId } = await closed()

  const published = await service.until(async () => {
    const row = await service.running.runtime.db
      .selectFrom('event')
      .select(['published_at', 'stream_seq'])
      .where('aggregate', '=', `alarm/${alarmId}`)
      .executeTakeFirst()
    return row?.published_at ? row : undefined
  })

  expect(Number(published.stream_seq)).toBeGreaterThan(0)
})

async function closed(): Promise<{ alarmId: string }> {
  const alarmId = randomUUID()
  await service.send(joint.CloseAlarm, { alarmId, finding: 'looked at' }, { as: ops })
  return { alarmId }
}

test('health does the real operations, and metrics tell of commands', async () => {
  const health = await service.fetch('/health')
  const metrics = await (await service.fetch('/metrics')).text()

  expect(await health.json()).toMatchObject({ status: 'ok', checks: [{ name: 'database' }, { name: 'events' }] })
  expect(metrics).toContain('lianxie_commands_total{command="joint.close-alarm",outcome="done"')
  expect(metrics).toContain('lianxie_relay_unpublished_events')
})

test('the reference pages are open and name every command', async () => {
  const openapi = (await (await service.fetch('/openapi.json')).json()) as { openapi: string; paths: object }
  const asyncapi = (await (await service.fetch('/asyncapi.json')).json()) as { asyncapi: string }

  expect(openapi.openapi).toBe('3.1.0')
  expect(Object.keys(openapi.paths)).toContain('/joint/commands/close-alarm')
  expect(asyncapi.asyncapi).toBe('3.1.0')
  expect((await service.fetch('/reference/')).status).toBe(200)
})

test('a refusal for want of a fresh second factor is not kept: the same key goes through afterwards', async () => {
  const key = randomUUID()
  const body = { alarmId: randomUUID(), finding: 'needs a chair' }

  const stale = await service.try(joint.CloseAlarm, body, { as: account('OPS', { id: 'stepper' }), key })
  const fresh = await service.try(joint.CloseAlarm, body, { as: account('STAFF_OFFICE', { id: 'stepper' }), key })

  expect([stale.status, stale.body.code]).toEqual([401, 'auth.step_up'])
  expect(fresh.status).toBe(200)
})

test('an account that asks too much, and an address that tries tokens, are slowed down', async () => {
  await using slow = await startTestService(probe, { rateLimitPerMinute: 40 })
  const asked: number[] = []
  for (let i = 0; i < 45; i += 1) asked.push((await slow.tryAsk(joint.Alarms, {}, { as: ops })).status)
  const tried: number[] = []
  for (let i = 0; i < 15; i += 1) {
    tried.push((await slow.fetch('/joint/alarms', { headers: { authorization: 'Bearer a.b.c' } })).status)
  }

  expect([asked.at(0), asked.at(-1)]).toEqual([200, 429])
  expect([tried.at(0), tried.at(-1)]).toEqual([401, 429])
  expect((await slow.fetch('/health', { headers: { authorization: 'odd' } })).status).toBe(200)
})

test('a command that names no target yet has read nothing when it waits for a rebuild', async () => {
  const { runtime } = service.running
  const { target: _, ...known } = probe.handlers[0]!
  let read = false
  const handler: Handler<any> = {
    ...known,
    load: async (...args) => {
      const loaded: unknown = await known.load(...args)
      read = true
      return loaded
    },
  }
  const [locked, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const rebuild = runtime.db.transaction().execute(async (tx) => {
    await sql`lock table aggregate, event in exclusive mode`.execute(tx)
    locked.resolve()
    await over.promise
  })
  await locked.promise

  const body = { alarmId: randomUUID(), finding: 'looked at' }
  const actor = systemActor(runtime.committee, runtime.service)
  const command = createExecute(runtime, probe.apply, probe.ownTables)(handler, body as never, {
    actor,
    key: randomUUID(),
  })
  const waiting = async () => {
    const { rows } = await sql`select from pg_locks where relation = 'aggregate'::regclass and not granted`.execute(
      runtime.db,
    )
    return rows.length
  }
  await expect.poll(waiting).toBe(1)

  expect(read).toBe(false)
  over.resolve()
  await rebuild
  expect((await command).outcome.status).toBe(200)
})
