import { expect, test, vi } from 'vitest'
import { lastSequence, readStream, type StreamPart } from '../src/read-stream.ts'
import { startBackbone, upTo, WAIT } from './backbone-fixture.ts'

async function partsOf(reading: AsyncIterable<StreamPart>): Promise<StreamPart[]> {
  const parts: StreamPart[] = []
  for await (const part of reading) parts.push(part)
  return parts
}

test('what a stream holds is read part by part in its order, and again from where a reading stopped', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  const matter = bone.newMatter()
  await bone.write(...upTo(25).map((n) => bone.noted(matter, n)))
  await vi.waitFor(async () => expect(await lastSequence(bone.reader.nats, bone.context)).toBe(25), WAIT)

  const parts = await partsOf(readStream(bone.reader.nats, bone.context, { atOnce: 10 }))
  const rest = await partsOf(readStream(bone.reader.nats, bone.context, { after: 20 }))

  expect(parts.map(({ events, reached }) => [events.length, reached])).toEqual([
    [10, 10],
    [10, 20],
    [5, 25],
  ])
  expect(parts.flatMap(({ events }) => events.map(({ version }) => version))).toEqual(upTo(25))
  expect(parts[0]!.events[0]).toMatchObject({ aggregate: `matter/${matter}`, version: 1, envelope: { data: { n: 1 } } })
  expect(rest.flatMap(({ events }) => events.map(({ version }) => version))).toEqual([21, 22, 23, 24, 25])
})

test('a message that is no event is told by its sequence, and the others are read', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  await bone.write(bone.noted(bone.newMatter(), 1))
  await vi.waitFor(async () => expect(await lastSequence(bone.reader.nats, bone.context)).toBe(1), WAIT)
  bone.owner.nats.publish(`evt.test-cppcc.${bone.context}.matter.x`, 'no event')
  await vi.waitFor(async () => expect(await lastSequence(bone.reader.nats, bone.context)).toBe(2), WAIT)

  const parts = await partsOf(readStream(bone.reader.nats, bone.context))

  expect(parts).toMatchObject([{ reached: 2, unreadable: [2], events: [{ version: 1 }] }])
})

test('of a stream that nobody has made, nothing is read', async () => {
  await using bone = await startBackbone()

  expect(await partsOf(readStream(bone.reader.nats, bone.context))).toEqual([])
})
