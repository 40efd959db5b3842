import { randomUUID } from 'node:crypto'
import { definitionOf, type Fact, joint } from '@lianxie/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../src/actor.ts'
import { appendEvents, placeEvents, writeEvents } from '../src/append-events.ts'
import { newId } from '../src/new-id.ts'
import { freshDatabase } from './jobs-database.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase('joint')
})
afterAll(() => database?.[Symbol.asyncDispose]())

const committee = 'wujiang-cppcc'
const context = { committee, actor: systemActor(committee, 'joint'), now: new Date(), newId: () => newId() }

test.each([1, 999, 1_000, 1_001, 2_000, 2_500])(
  '%i events of one transaction are written once each, ids in the order of versions',
  async (count) => {
    const alarms = [randomUUID(), randomUUID(), randomUUID()]
    const facts = Array.from({ length: count }, (_, i) =>
      joint.AlarmClosed({ alarmId: alarms[i % 3]!, finding: `finding ${i}` }),
    )

    const events = await database.db.transaction().execute((tx) => appendEvents(tx, facts, definitionOf, context))

    const rows = await database.db
      .selectFrom('event')
      .select(['event_id', 'aggregate', 'aggregate_version'])
      .where(
        'aggregate',
        'in',
        alarms.map((id) => `alarm/${id}`),
      )
      .orderBy('id')
      .execute()
    expect(rows.map(({ event_id }) => event_id)).toEqual(events.map(({ id }) => id))
    for (const of of Map.groupBy(rows, ({ aggregate }) => aggregate).values())
      expect(of.map(({ aggregate_version }) => aggregate_version)).toEqual(of.map((_, i) => i + 1))
  },
)

test('what is named by an id that was made here begins with version 1, beside what was there', async () => {
  const [there, held, born] = [randomUUID(), randomUUID(), randomUUID()]
  const closed = (alarmId: string) => joint.AlarmClosed({ alarmId, finding: 'found' })
  const write = (facts: Fact[], known: Parameters<typeof placeEvents>[3]) =>
    database.db.transaction().execute(async (tx) => {
      const placed = await placeEvents(tx, [{ facts, context }], definitionOf, known)
      await writeEvents(tx, placed)
      return placed.events.map(({ aggregateVersion }) => aggregateVersion)
    })
  await write([closed(there), closed(held), closed(held)], {})

  const versions = await write([born, there, held, born].map(closed), {
    held: new Map([[`alarm/${held}`, 2]]),
    born: new Set([born]),
  })

  expect(versions).toEqual([1, 2, 3, 2])
  expect(await write([there, held, born].map(closed), {})).toEqual([3, 4, 3])
})
