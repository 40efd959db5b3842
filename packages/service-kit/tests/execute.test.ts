import { randomUUID } from 'node:crypto'
import { joint } from '@lianxie/contracts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../src/actor.ts'
import type { Apply } from '../src/append-events.ts'
import { createExecute, type Execute, executeIn, type Execution } from '../src/execute.ts'
import type { Handler } from '../src/handle.ts'
import { liveShapes } from '../src/live-shapes.ts'
import { startTestService, type TestService } from '../src/testing/index.ts'
import { probe } from './probe-service.ts'

let service: TestService
let execute: Execute
const [handler] = probe.handlers

/** Writes as the probe does, and cannot write one finding at all. */
const apply: Apply<any> = async (tx, event) => {
  if (event.data.finding === 'impossible') await sql`select 1 / 0`.execute(tx)
  await probe.apply(tx, event)
}

beforeAll(async () => {
  service = await startTestService(probe)
  execute = createExecute(service.running.runtime, apply, probe.ownTables)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const close = (body: { alarmId: string; finding: string }, more: Partial<Execution> = {}) =>
  execute(handler!, body, { actor: operator(), key: randomUUID(), ...more })

const operator = (): Actor => ({
  id: `operator-${randomUUID()}`,
  committee: service.committee,
  role: 'OPS',
  units: [],
  acr: 'password',
  authTime: 0,
})

const burst = (findings: readonly string[]) => findings.map((finding) => ({ alarmId: randomUUID(), finding }))

/** The events of some alarms. */
const written = async (bodies: readonly { alarmId: string }[]) => {
  const aggregates = bodies.map(({ alarmId }) => `alarm/${alarmId}`)
  const { rows } = await sql<{ aggregate: string; event_id: string; payload: Buffer }>`
    select aggregate, event_id, payload from event
    where aggregate = any(${aggregates}::text[])
    order by id`.execute(service.running.runtime.db)
  return rows
}

const findings = async (bodies: readonly { alarmId: string }[]) => {
  const rows = await service.running.runtime.db
    .selectFrom('alarm')
    .selectAll()
    .where(
      'alarm_id',
      'in',
      bodies.map(({ alarmId }) => alarmId),
    )
    .execute()
  return new Map(rows.map(({ alarm_id, finding, note }) => [alarm_id, { finding, note }]))
}

test('commands that come together share transactions, and each has its own effects and answer', async () => {
  const { db } = service.running.runtime
  const commits = async () => {
    const { rows } = await sql<{ n: number }>`select count(distinct xmin::text)::int as n from idempotency`.execute(db)
    return rows[0]!.n
  }
  const before = await commits()
  const actors = Array.from({ length: 60 }, operator)
  const bodies = burst(actors.map((_, i) => `looked at ${i}`))

  const all = await Promise.all(bodies.map((body, i) => close(body, { actor: actors[i]! })))

  expect(all.map(({ outcome }) => 'answer' in outcome && outcome.answer.events.map(({ data }) => data))).toEqual(
    bodies.map((body) => [body]),
  )
  expect(await findings(bodies)).toEqual(
    new Map(bodies.map(({ alarmId, finding }, i) => [alarmId, { finding, note: actors[i]!.id }])),
  )
  expect(await written(bodies)).toHaveLength(60)
  expect((await commits()) - before).toBeLessThan(10)
})

test('one that is refused, and one that cannot be written, leave the others as they are', async () => {
  const [closed] = burst(['first'])
  await close(closed!)
  const good = burst(Array.from({ length: 10 }, (_, i) => `good ${i}`))
  const [impossible] = burst(['impossible'])

  const [refused, failed, ...rest] = await Promise.allSettled([
    close(closed!),
    close(impossible!),
    ...good.map((body) => close(body)),
  ])

  expect(refused).toMatchObject({ value: { outcome: { refusal: { code: 'alarm.closed' } }, replayed: false } })
  expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } })
  expect(rest.map(({ status }) => status)).toEqual(good.map(() => 'fulfilled'))
  expect(await findings([impossible!])).toEqual(new Map())
  expect(await findings(good)).toHaveLength(10)
})

test('a refusal that was found among others is remembered under its key', async () => {
  const [closed] = burst(['first'])
  await close(closed!)
  const again = { actor: operator(), key: randomUUID() }

  const [first] = await Promise.all([close(closed!, again), ...burst(['a', 'b', 'c']).map((body) => close(body))])
  const second = await close(closed!, again)

  expect(second).toEqual({ ...first, replayed: true })
})

test('many about one thing at once are done one after the other', async () => {
  const alarmId = randomUUID()

  const all = await Promise.all([1, 2, 3, 4].map(() => close({ alarmId, finding: 'again and again' })))

  const versions = all.map(({ outcome }) =>
    'answer' in outcome ? outcome.answer.events.map((event) => event.version) : [],
  )
  expect(versions.toSorted(([a], [b]) => a! - b!)).toEqual([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
    [10, 11, 12],
  ])
})

test('a version that the client had not seen is refused among others, and nothing of it is written', async () => {
  const bodies = burst(['a', 'b', 'c'])

  const all = await Promise.all(bodies.map((body, i) => close(body, i === 1 ? { expectedVersion: 7 } : {})))

  expect(all.map(({ outcome }) => outcome.status)).toEqual([200, 412, 200])
  expect(await written([bodies[1]!])).toEqual([])
})

test('one key that comes several times among others has one effect and one answer', async () => {
  const [body] = burst(['once'])
  const same = { actor: operator(), key: randomUUID() }

  const all = await Promise.all([
    ...[1, 2, 3].map(() => close(body!, same)),
    ...burst(['a', 'b']).map((other) => close(other)),
  ])

  expect(all.slice(0, 3).filter(({ replayed }) => !replayed)).toHaveLength(1)
  expect(new Set(all.slice(0, 3).map(({ outcome }) => JSON.stringify(outcome)))).toHaveLength(1)
  expect(await written([body!])).toHaveLength(1)
})

test('a thing that somebody else holds keeps only its own commands waiting', async () => {
  const { db } = service.running.runtime
  const [held] = burst(['again and again'])
  await close(held!)
  const [holding, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holder = db.transaction().execute(async (tx) => {
    await sql`select from aggregate where key = ${`alarm/${held!.alarmId}`} for update`.execute(tx)
    holding.resolve()
    await free.promise
  })
  await holding.promise
  let waits = true

  const waiting = close(held!).finally(() => (waits = false))
  await Promise.all(burst(['a', 'b', 'c', 'd']).map((body) => close(body)))

  expect(waits).toBe(true)
  free.resolve()
  await holder
  expect((await waiting).outcome.status).toBe(200)
})

test('a command that may not be decided beside others is decided by itself', async () => {
  const { db } = service.running.runtime
  const alone = burst(['a', 'b', 'c', 'd', 'e'])
  const by = { ...handler!, sideBySide: () => false }

  await Promise.all(alone.map((body) => execute(by, body, { actor: operator(), key: randomUUID() })))

  const { rows } = await sql<{ n: number }>`
    select count(distinct xmin::text)::int as n from alarm
    where alarm_id = any(${alone.map(({ alarmId }) => alarmId)}::uuid[])`.execute(db)
  expect(rows[0]!.n).toBe(5)
})

test('the events of a shared transaction are published like any other', async () => {
  const bodies = burst(['a', 'b', 'c', 'd', 'e', 'f'])
  const before = (await service.events(joint.AlarmClosed)).length

  await Promise.all(bodies.map((body) => close(body)))

  const published = await service.until(async () => {
    const all = await service.events(joint.AlarmClosed)
    return all.length >= before + bodies.length ? all.slice(before) : undefined
  })
  expect(new Set(published.map(({ alarmId }) => alarmId))).toEqual(new Set(bodies.map(({ alarmId }) => alarmId)))
})

test('rows that cannot be written together are written one after the other', async () => {
  const { db } = service.running.runtime
  await sql`create table lone (id uuid primary key)`.execute(db)
  await sql`
    create function refuse_many() returns trigger language plpgsql as $$ begin
      if (select count(*) from fresh) > 1 then raise 'one at a time' using errcode = '23514'; end if;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger one_at_a_time after insert on lone referencing new table as fresh
    for each statement execute function refuse_many()`.execute(db)
  const two: Apply<any> = async (tx) => {
    for (const id of [randomUUID(), randomUUID()]) await tx.insertInto('lone').values({ id }).execute()
  }
  const [body] = burst(['two rows'])

  const { outcome } = await createExecute(service.running.runtime, two, ['lone'])(handler!, body!, {
    actor: operator(),
    key: randomUUID(),
  })

  expect(outcome.status).toBe(200)
  const { rows } = await sql`select from lone`.execute(db)
  expect(rows).toHaveLength(2)
})

/** One closing of the past and one of today, in one decision. */
const thenAndNow: Handler = {
  ...handler!,
  decide: (_, command) => {
    const { alarmId } = command as { alarmId: string }
    return [joint.AlarmClosed({ alarmId, finding: 'then' }), joint.AlarmClosed({ alarmId, finding: 'now' })]
  },
  occurredAt: (fact) =>
    (fact as { data: { finding: string } }).data.finding === 'then' ? new Date('2019-03-01T01:00:00Z') : undefined,
}

/** The times in the envelopes of one alarm. */
const recordedOf = async (alarmId: string) => {
  const envelopes = (await written([{ alarmId }])).map(({ payload }) => JSON.parse(payload.toString()))
  return envelopes.map(({ time, recordedtime, provenance }) => ({
    provenance,
    isPast: time === '2019-03-01T01:00:00.000Z',
    isRecordedNow: Math.abs(Date.parse(recordedtime) - service.clock.now().getTime()) < 60_000,
  }))
}

const past = { provenance: 'imported', isPast: true, isRecordedNow: true }
const present = { provenance: 'live', isPast: false, isRecordedNow: true }

test('a fact of the past keeps its time and says that it was imported, one of today beside it does not', async () => {
  const alarmId = randomUUID()

  await execute(thenAndNow, { alarmId, finding: '' }, { actor: operator(), key: randomUUID() })

  expect(await recordedOf(alarmId)).toEqual([past, present])
})

test('facts of the past that a job writes with their rows together are the same', async () => {
  const { runtime } = service.running
  const alarmId = randomUUID()
  const shapes = await liveShapes(runtime.db, probe.ownTables)()

  await runtime.db
    .transaction()
    .execute((tx) =>
      executeIn(tx, runtime, thenAndNow, probe.apply, { alarmId, finding: '' }, { actor: operator(), shapes }),
    )

  expect(await recordedOf(alarmId)).toEqual([past, present])
  expect((await findings([{ alarmId }])).get(alarmId)?.finding).toBe('now')
})
