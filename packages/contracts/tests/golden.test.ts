import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { goldenSamples, RELEASE_COMMAND, releasedSnapshots } from '../scripts/files.ts'
import { definitionOfWireType, events } from '../src/catalog.ts'
import { Envelope } from '../src/envelope.ts'
import { loose } from '../src/loose.ts'
import { dataSchema, type Snapshot } from '../src/snapshot.ts'

const samples = goldenSamples()
const released = new Map(
  [...releasedSnapshots().values()]
    .filter((snapshot): snapshot is Extract<Snapshot, { kind: 'event' }> => snapshot.kind === 'event')
    .map((snapshot) => [snapshot.wireType, snapshot]),
)

test('every event version has a golden sample', () => {
  const missing = events.map(({ wireType }) => wireType).filter((wireType) => !samples.has(wireType))

  expect(missing, `Run \`${RELEASE_COMMAND}\` and commit what it writes.`).toEqual([])
})

describe.each([...samples])('the golden sample of %s', (wireType, sample) => {
  const definition = definitionOfWireType(wireType)

  test('belongs to an event that there still is', () => {
    expect(definition?.wireType).toBe(wireType)
  })

  test('is an envelope that names its aggregate, and data that a consumer of today can read', () => {
    const envelope = Envelope.parse(sample)
    const data = loose(definition!.schema).parse(envelope.data)

    expect(envelope.type).toBe(wireType)
    expect(envelope.aggregate).toBe(
      `${definition!.aggregate}/${String((data as Record<string, unknown>)[definition!.key])}`,
    )
    expect(data).toEqual(envelope.data)
  })

  test('fits the JSON Schema that was released, whose name it bears', () => {
    const { data, dataschema } = Envelope.parse(sample)
    const { $id, ...schema } = released.get(wireType)!.schema

    expect(dataschema).toBe($id)
    expect(dataschema).toBe(dataSchema(wireType))
    expect(z.fromJSONSchema(schema).safeParse(data)).toMatchObject({ success: true })
  })

  test('is read the same when a later publisher adds to it', () => {
    const later = Envelope.parse({ ...(sample as object), planted: 1 })
    const data = loose(definition!.schema).parse(withPlanted(later.data))

    expect(data).toEqual(Envelope.parse(sample).data)
  })

  test('cannot be published with a field that is not in its definition', () => {
    const { data } = Envelope.parse(sample)

    expect(definition!(data)).toEqual({ type: definition!.type, version: definition!.version, data })
    expect(() => definition!({ ...data, planted: 1 })).toThrow('planted')
  })
})

/** The data with a field more. */
const withPlanted = (data: object) => ({ ...data, planted: { of: 'a later version' } })
