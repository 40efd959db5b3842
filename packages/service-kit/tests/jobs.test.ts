import { randomUUID } from 'node:crypto'
import { Refusal } from '@lianxie/contracts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { settableClock, systemClock } from '../src/clock.ts'
import {
  defineJob,
  definePeriodicJob,
  type JobDefinition,
  type JobOptions,
  schedule,
  startJobs,
  unschedule,
} from '../src/jobs.ts'
import { openDatabase } from '../src/database.ts'
import { startLine } from './backbone-line.ts'
import { freshDatabase, silent } from './jobs-database.ts'

const DAY = 24 * 3600_000
const WAIT = { timeout: 15_000, interval: 20 }
const Matter = z.strictObject({ id: z.string() })
let base: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  base = await freshDatabase()
  await base.pool.query('create table done (job text not null, id text not null)')
})
afterAll(() => base[Symbol.asyncDispose]())

/** A job that leaves a row per effect, under a name of its own. */
const leaving = (run?: (id: string) => void | Promise<void>) => {
  const name = `job-${randomUUID()}`
  return defineJob(name, Matter, async (tx, { id }) => {
    await sql`insert into done values (${name}, ${id})`.execute(tx)
    await run?.(id)
  })
}
const doneBy = async (job: JobDefinition) => {
  const { rows } = await base.pool.query<{ id: string }>('select id from done where job = $1 order by id', [job.name])
  return rows.map((row) => row.id)
}
const start = (jobs: JobDefinition[], clock = settableClock(), options: Partial<JobOptions> = {}, db = base.db) =>
  startJobs({ service: 'consultations', db, clock, log: silent, newId: randomUUID, wakeRelay: () => {} }, jobs, {
    execute: async () => {},
    retries: { limit: 1, delaySeconds: 1 },
    pollMilliseconds: 50,
    ...options,
  })
const inTx = (work: Parameters<ReturnType<typeof base.db.transaction>['execute']>[0]) =>
  base.db.transaction().execute(work)
const later = (clock: { now(): Date }, milliseconds: number) => new Date(clock.now().getTime() + milliseconds)

test('a job runs once the clock has reached its time, and not before', async () => {
  const clock = settableClock(new Date('2022-03-01T01:00:00Z'))
  const job = leaving()
  const sentinel = leaving()
  await using _jobs = await start([job, sentinel], clock)

  await inTx((tx) => schedule(tx, job, { id: 'reminder' }, { at: later(clock, 30 * DAY) }))
  await inTx((tx) => schedule(tx, sentinel, { id: 'now' }, { at: clock.now() }))
  await vi.waitFor(async () => expect(await doneBy(sentinel)).toEqual(['now']), WAIT)
  expect(await doneBy(job)).toEqual([])

  clock.advance(31 * DAY)
  await vi.waitFor(async () => expect(await doneBy(job)).toEqual(['reminder']), WAIT)
})

test('a database that goes away during the start is waited for', async () => {
  await using line = await startLine(base.url)
  const far = openDatabase(line.url, { name: 'test', log: silent })
  await using life = new AsyncDisposableStack()
  life.defer(() => far.pool.end())
  const job = leaving()
  const parts = { service: 'consultations', clock: systemClock, log: silent, newId: randomUUID, wakeRelay: () => {} }
  line.cut()
  const starting = startJobs({ ...parts, db: far.db as never }, [job], {
    execute: async () => {},
    pollMilliseconds: 50,
  })
  await vi.waitFor(() => expect(line.refused()).toBeGreaterThan(0), WAIT)

  line.mend()

  life.use(await starting)
  await inTx((tx) => schedule(tx, job, { id: 'after' }, { at: new Date() }))
  await vi.waitFor(async () => expect(await doneBy(job)).toEqual(['after']), WAIT)
})

test('instances that start at once on a new database all start, and leave no connection in a failed transaction', async () => {
  await using fresh = await freshDatabase()
  await using life = new AsyncDisposableStack()
  const instances = Array.from({ length: 8 }, () => openDatabase(fresh.url, { name: 'test', log: silent }))
  for (const { pool } of instances) life.defer(() => pool.end())

  const parts = { service: 'consultations', clock: systemClock, log: silent, newId: randomUUID, wakeRelay: () => {} }
  const starting = instances.map(({ db }) => startJobs({ ...parts, db: db as never }, [], { execute: async () => {} }))
  for (const one of await Promise.allSettled(starting)) if (one.status === 'fulfilled') life.use(one.value)

  await expect(Promise.all(starting)).resolves.toHaveLength(8)
  for (const { pool } of instances) {
    // As many at once as there are connections: each of them answers, or the test fails here.
    await Promise.all(Array.from({ length: pool.totalCount }, () => pool.query('select 1')))
  }
})

test('a job scheduled in a transaction that rolls back never exists', async () => {
  const clock = settableClock()
  const job = leaving()
  await using _jobs = await start([job], clock)

  await expect(
    inTx(async (tx) => {
      await schedule(tx, job, { id: 'lost' }, { at: clock.now() })
      throw new Error('refused')
    }),
  ).rejects.toThrow('refused')

  await inTx((tx) => schedule(tx, job, { id: 'kept' }, { at: clock.now() }))
  await vi.waitFor(async () => expect(await doneBy(job)).toEqual(['kept']), WAIT)
})

test('the same key replaces a job that is not due yet, and unscheduling takes it back', async () => {
  const clock = settableClock()
  const job = leaving()
  await using _jobs = await start([job], clock)

  await inTx((tx) => schedule(tx, job, { id: 'first' }, { at: later(clock, DAY), key: 'a' }))
  await inTx((tx) => schedule(tx, job, { id: 'second' }, { at: later(clock, 2 * DAY), key: 'a' }))
  await inTx((tx) => schedule(tx, job, { id: 'taken back' }, { at: later(clock, DAY), key: 'b' }))
  const taken = await inTx((tx) => unschedule(tx, job, 'b'))
  const again = await inTx((tx) => unschedule(tx, job, 'b'))
  clock.advance(3 * DAY)

  expect([taken, again]).toEqual([true, false])
  await vi.waitFor(async () => expect(await doneBy(job)).toEqual(['second']), WAIT)
})

test('a payload of the wrong shape is refused when it is scheduled', async () => {
  const job = leaving()

  const scheduled = inTx((tx) => schedule(tx, job, { id: 7 } as never, { at: new Date() }))

  await expect(scheduled).rejects.toThrow(z.ZodError)
})

test('a failing job is tried again, and its failed try leaves nothing behind', async () => {
  const clock = settableClock()
  let tries = 0
  const job = leaving(() => {
    tries += 1
    if (tries === 1) throw new Error('not yet')
  })
  await using jobs = await start([job], clock)

  await inTx((tx) => schedule(tx, job, { id: 'stubborn' }, { at: clock.now() }))

  await vi.waitFor(async () => expect(await doneBy(job)).toEqual(['stubborn']), WAIT)
  expect(tries).toBe(2)
  expect(await jobs.failed()).toEqual([])
})

test('a failed try reaches the queue although the connection breaks just then', async () => {
  const clock = settableClock()
  let breaks = 0
  let tries = 0
  const job = leaving(() => {
    tries += 1
    if (tries > 1) return
    breaks = 3
    throw new Error('not yet')
  })
  const db = new Proxy(base.db, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        if (key === 'executeQuery' && breaks > 0) {
          breaks -= 1
          return Promise.reject(new Error('Connection terminated unexpectedly'))
        }
        return Reflect.apply(value, target, given) as unknown
      }
    },
  })
  await using _jobs = await start([job], clock, {}, db)

  await inTx((tx) => schedule(tx, job, { id: 'broken off' }, { at: clock.now() }))

  // Without that, the job waits for its heartbeat: 30 s, and up to a minute until somebody looks.
  await vi.waitFor(async () => expect(await doneBy(job)).toEqual(['broken off']), WAIT)
  expect([tries, breaks]).toEqual([2, 0])
})

test('a job that fails for good is listed with its reason, and can be retried or discarded', async () => {
  const clock = settableClock()
  let broken = true
  const job = leaving(() => {
    if (broken) throw new Error('the printer is on fire')
  })
  await using jobs = await start([job], clock)
  await inTx((tx) => schedule(tx, job, { id: 'one' }, { at: clock.now(), key: 'one' }))
  await inTx((tx) => schedule(tx, job, { id: 'two' }, { at: clock.now(), key: 'two' }))

  const failed = await vi.waitFor(async () => {
    const list = await jobs.failed()
    expect(list).toHaveLength(2)
    return list
  }, WAIT)
  expect(failed.find(({ key }) => key === 'one')).toMatchObject({
    job: job.name,
    payload: { id: 'one' },
    tries: 2,
    error: 'the printer is on fire',
  })

  broken = false
  expect(await jobs.retry(failed.find(({ key }) => key === 'one')!.id)).toBe(true)
  expect(await jobs.discard(failed.find(({ key }) => key === 'two')!.id)).toBe(true)
  await vi.waitFor(async () => expect(await doneBy(job)).toEqual(['one']), WAIT)
  expect(await jobs.failed()).toEqual([])
  expect(await jobs.retry(randomUUID())).toBe(false)
})

test('a job that the rules turn down is not tried again', async () => {
  const clock = settableClock()
  let tries = 0
  const job = leaving(() => {
    tries += 1
    throw new Refusal('common.exists', { field: 'id' })
  })
  await using jobs = await start([job], clock)

  await inTx((tx) => schedule(tx, job, { id: 'refused' }, { at: clock.now() }))

  const [failed] = await vi.waitFor(async () => {
    const list = await jobs.failed()
    expect(list).toHaveLength(1)
    return list
  }, WAIT)
  expect(failed).toMatchObject({ tries: 1, error: 'common.exists {"field":"id"}' })
  expect(tries).toBe(1)
  await jobs.discard(failed!.id)
})

test('a job of an unknown name waits among the failed ones', async () => {
  const clock = settableClock()
  const removed = leaving()
  await using jobs = await start([], clock)

  await inTx((tx) => schedule(tx, removed, { id: 'x' }, { at: clock.now() }))

  const [failed] = await vi.waitFor(async () => {
    const list = await jobs.failed()
    expect(list).toHaveLength(1)
    return list
  }, WAIT)
  expect(failed?.error).toBe(`no job is called ${removed.name}`)
  await jobs.discard(failed!.id)
})

test('two instances of a service share the jobs: each has its effect once', async () => {
  const clock = settableClock()
  const job = leaving()
  const ids = Array.from({ length: 40 }, (_, index) => String(index).padStart(2, '0'))
  await using _one = await start([job], clock)
  await using _two = await start([job], clock)

  await inTx(async (tx) => {
    for (const id of ids) await schedule(tx, job, { id }, { at: clock.now() })
  })

  await vi.waitFor(async () => expect(await doneBy(job)).toEqual(ids), WAIT)
})

test('a job taken from its worker while it ran does not commit its effects', async () => {
  const clock = settableClock()
  let taken = false
  const job = leaving(async () => {
    if (taken) return
    taken = true
    // What pg-boss does when a worker has not shown a sign of life for too long.
    await base.pool.query(
      `update consultations_jobs.job set state = 'retry', start_after = now() where data->>'job' = $1`,
      [job.name],
    )
  })
  await using _jobs = await start([job], clock)

  await inTx((tx) => schedule(tx, job, { id: 'once' }, { at: clock.now() }))

  await vi.waitFor(async () => expect(await doneBy(job)).toEqual(['once']), WAIT)
})

test('a periodic job runs at the start and once per interval, and once only when the clock leaps', async () => {
  const clock = settableClock()
  const name = `job-${randomUUID()}`
  const job = definePeriodicJob(name, { hours: 24 }, async (tx, { dueAt }) => {
    await sql`insert into done values (${name}, ${dueAt.toISOString()})`.execute(tx)
  })
  await using _jobs = await start([job], clock)
  await vi.waitFor(async () => expect(await doneBy(job)).toHaveLength(1), WAIT)

  clock.advance(30 * DAY)
  await vi.waitFor(async () => expect(await doneBy(job)).toHaveLength(2), WAIT)

  clock.advance(DAY + 1000)
  await vi.waitFor(async () => expect(await doneBy(job)).toHaveLength(3), WAIT)
})

test('jobs survive a restart of the service', async () => {
  const clock = settableClock()
  const job = leaving()
  {
    await using _before = await start([job], clock)
    await inTx((tx) => schedule(tx, job, { id: 'after the restart' }, { at: later(clock, DAY) }))
  }

  clock.advance(2 * DAY)
  await using _after = await start([job], clock)

  await vi.waitFor(async () => expect(await doneBy(job)).toEqual(['after the restart']), WAIT)
})

test('a job runs commands of the service in its own transaction', async () => {
  const clock = { ...systemClock }
  const executed: unknown[] = []
  const command = { kind: 'command', type: 'consultations.lapse' } as never
  const name = `job-${randomUUID()}`
  const job = defineJob(name, Matter, async (tx, { id }, context) => {
    await sql`insert into done values (${name}, ${id})`.execute(tx)
    await context.execute(command, { id } as never)
  })
  const execute: JobOptions['execute'] = async (tx, command, body) => {
    const { rows } = await sql<{ id: string }>`select id from done where job = ${name}`.execute(tx)
    executed.push({ command, body, seen: rows })
  }
  await using _jobs = await start([job], clock as never, { execute })

  await inTx((tx) => schedule(tx, job, { id: 'lapse' }, { at: clock.now() }))

  await vi.waitFor(async () => expect(await doneBy(job)).toEqual(['lapse']), WAIT)
  expect(executed).toEqual([{ command, body: { id: 'lapse' }, seen: [{ id: 'lapse' }] }])
})
