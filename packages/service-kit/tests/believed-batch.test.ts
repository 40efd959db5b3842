import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Arrived, read } from '../src/arrived.ts'
import { takeIn } from '../src/consumer-batch.ts'
import { isDisproved, versionsBefore } from '../src/consumer-cursors.ts'
import { effectsOf } from '../src/consumer.ts'
import { keepWritesBack } from '../src/live-batch.ts'
import { inPipeline } from '../src/pipeline.ts'
import { type Backbone, startBackbone } from './backbone-fixture.ts'

test('events are believed to be the next of their matters, unless one lacks between them', () => {
  const at = (aggregate: string, version: number) => ({ aggregate, version }) as Arrived

  expect(versionsBefore([at('a', 4), at('b', 1), at('a', 5)])).toEqual(new Map([['a', 3], ['b', 0]])) // prettier-ignore
  expect(versionsBefore([at('a', 4), at('a', 6)])).toBeUndefined()
  expect(versionsBefore([at('a', 5), at('a', 4)])).toBeUndefined()
  expect(versionsBefore([at('a', 4), at('a', 4)])).toBeUndefined()
})

test('what is as believed is taken in: a matter that begins, and one that goes on', async () => {
  await using bone = await startBackbone()
  const matter = bone.newMatter()
  const [first, second, third] = await written(bone, matter, 3)

  await takeBelieving(bone, [first!])
  await takeBelieving(bone, [second!, third!])

  expect(await bone.seen()).toEqual(new Map([[matter, [1, 2, 3]]]))
  expect(await bone.cursor(matter)).toBe(3)
})

test.each([
  ['a matter that was believed to begin has begun', 1, [1]],
  ['a matter has gone on meanwhile', 3, [2, 3]],
  ['a matter is not there yet', 1, [3]],
])('%s: nothing of the batch is taken in', async (_, cursor, batch) => {
  await using bone = await startBackbone()
  const [matter, other] = [bone.newMatter(), bone.newMatter()]
  const events = await written(bone, matter, 3)
  const [begun] = await written(bone, other, 1)
  await takeBelieving(bone, events.slice(0, cursor))
  const before = await bone.seen()

  const taken = takeBelieving(bone, [begun!, ...batch.map((n) => events[n - 1]!)])

  await expect(taken).rejects.toSatisfy(isDisproved)
  expect(await bone.seen()).toEqual(before)
  expect(await bone.cursor(matter)).toBe(cursor)
  expect(await bone.cursor(other)).toBeUndefined()
})

test('a cursor that stands before the first event is one too', async () => {
  await using bone = await startBackbone()
  const matter = bone.newMatter()
  const [first] = await written(bone, matter, 1)
  await bone.target.pool.query('insert into consumer_cursor values ($1, $2, 0)', [bone.consumer, `matter/${matter}`])

  await expect(takeBelieving(bone, [first!])).rejects.toSatisfy(isDisproved)
})

test.each([
  [
    'waits',
    `insert into waiting_event (consumer, aggregate, version, event_id, payload, received_at)
    values ($1, $2, 3, gen_random_uuid(), '', now())`,
  ],
  [
    'is dead',
    `insert into dead_event (consumer, aggregate, version, event_id, type, payload, error, attempts, died_at)
    values ($1, $2, 2, gen_random_uuid(), 'any', '', 'any', 3, now())`,
  ],
])('where something %s nothing is believed', async (_, insert) => {
  await using bone = await startBackbone()
  const matter = bone.newMatter()
  const [first, second] = await written(bone, matter, 2)
  await takeBelieving(bone, [first!])
  await bone.target.pool.query(insert, [bone.consumer, `matter/${matter}`])

  await expect(takeBelieving(bone, [second!])).rejects.toSatisfy(isDisproved)
  expect(await bone.cursor(matter)).toBe(1)
})

test('what was dead and is settled stands in nobody’s way', async () => {
  await using bone = await startBackbone()
  const matter = bone.newMatter()
  const [first, second] = await written(bone, matter, 2)
  await takeBelieving(bone, [first!])
  await bone.target.pool.query(
    `insert into dead_event (consumer, aggregate, version, event_id, type, payload, error, attempts, died_at, resolved_at, resolution)
    values ($1, $2, 1, gen_random_uuid(), 'any', '', 'any', 3, now(), now(), 'retried')`,
    [bone.consumer, `matter/${matter}`],
  )

  await takeBelieving(bone, [second!])

  expect(await bone.cursor(matter)).toBe(2)
})

async function written(bone: Backbone, matter: string, count: number): Promise<Arrived[]> {
  for (let n = 1; n <= count; n += 1) await bone.write(bone.noted(matter, n))
  const { rows } = await bone.source.pool.query<{ payload: Buffer }>(
    'select payload from event where aggregate = $1 order by id',
    [`matter/${matter}`],
  )
  return rows.map(({ payload }) => read(payload))
}

async function takeBelieving(bone: Backbone, events: readonly Arrived[]): Promise<void> {
  const effects = effectsOf(bone.consumer, bone.seeing, async () => {})
  const believed = versionsBefore(events)!
  await inPipeline(bone.target.pool, async (tx) => {
    const batch = keepWritesBack(tx, [])
    await takeIn(batch.tx, bone.reader, effects, events, { believed, send: batch.send })
    batch.send(sql`commit`)
    await batch.flush()
  })
}
