import { describe, expect, test } from 'vitest'
import { RELEASE_COMMAND, releasedSnapshots } from '../scripts/files.ts'
import { commands, events, queries } from '../src/catalog.ts'
import { compareSchemas } from '../src/compatibility.ts'
import { compareReleases, currentSnapshots, describeBreaking } from '../src/gate.ts'
import type { JsonSchema } from '../src/json-schema.ts'
import type { Snapshot } from '../src/snapshot.ts'
import { additions, breaks, type Planted } from './planted.ts'

const released = releasedSnapshots()
const current = currentSnapshots()
const file = 'consultations/plan-adopted.v1.json'
const adopted = current.get(file) as Extract<Snapshot, { kind: 'event' }>

describe('the contracts as they stand', () => {
  test('nothing that was released is broken', () => {
    const breaking = describeBreaking(compareReleases(released, current))

    expect(breaking, 'A released definition must not break: add a new version beside the old one.').toEqual([])
  })

  test('every definition has an up-to-date snapshot', () => {
    const missing = compareReleases(released, current).unreleased.map((one) => one.file)

    expect(missing, `These have no current snapshot. Run \`${RELEASE_COMMAND}\` and commit what it writes.`).toEqual([])
    expect(released.size).toBe(commands.length + events.length + queries.length + 1)
  })
})

describe('the gate', () => {
  const against = (changed: Snapshot | undefined, name = file) => {
    const changedContracts = new Map(current)
    if (changed) changedContracts.set(name, changed)
    else changedContracts.delete(name)
    return compareReleases(current, changedContracts)
  }

  test.each(events.map(({ wireType, context, name, version }) => [wireType, `${context}/${name}.v${version}.json`]))(
    'fails on every planted break of %s and lets every addition through',
    (_, eventFile) => {
      const { schema } = current.get(eventFile) as { schema: JsonSchema }
      const planted = [...breaks(schema)]
      const missed = planted.filter((one) => compareSchemas(schema, one.schema).length === 0)
      const refused = [...additions(schema)].filter((one) => compareSchemas(schema, one.schema).length > 0)

      expect(planted.length).toBeGreaterThan(4)
      expect(missed.map(({ kind, at }) => `${at}: ${kind}`)).toEqual([])
      expect(refused.map(({ at }) => at)).toEqual([])
    },
  )

  const felt = {
    request: ['field removed', 'field made required', 'required field added', 'enum narrowed', 'type changed'],
    result: ['field removed', 'field made optional', 'enum widened', 'alternative added', 'type changed'],
  } as const

  test.each(['request', 'result'] as const)(
    'fails on what an old client would feel of a %s, at every place',
    (reading) => {
      const schemas = [...current.values()].flatMap((one) => {
        if (one.kind === 'query') return [reading === 'request' ? one.params : one.result]
        return one.kind === 'command' && reading === 'request' ? [one.schema] : []
      })
      const differs = (schema: JsonSchema, one: Planted) => compareSchemas(schema, one.schema, reading).length > 0
      const kinds: readonly string[] = felt[reading]

      const missed = schemas.flatMap((schema) =>
        [...breaks(schema)].filter((one) => kinds.includes(one.kind) && !differs(schema, one)),
      )
      const refused = schemas.flatMap((schema) => [...additions(schema)].filter((one) => differs(schema, one)))

      expect(schemas.length).toBeGreaterThan(50)
      expect(missed.map(({ kind, at }) => `${at}: ${kind}`)).toEqual([])
      expect(refused.map(({ at }) => at)).toEqual([])
    },
  )

  test('names the file, the place and the change', () => {
    const { year: _, ...properties } = adopted.schema['properties'] as Record<string, JsonSchema>
    const required = (adopted.schema['required'] as string[]).filter((name) => name !== 'year')

    const comparison = against({ ...adopted, schema: { ...adopted.schema, properties, required } })

    expect(describeBreaking(comparison)).toEqual([`${file} $.year: the field was removed`])
    expect(comparison.unreleased).toEqual([])
  })

  test('fails when a definition is gone', () => {
    expect(describeBreaking(against(undefined))).toEqual([`${file}: the definition was removed`])
  })

  test.each(['aggregate', 'key', 'classification', 'wireType'] as const)(
    'fails when the %s of an event changes',
    (part) => {
      const [line] = describeBreaking(against({ ...adopted, [part]: 'planted' }))

      expect(line).toBe(`${file}: ${part} changed from ${adopted[part]} to planted`)
    },
  )

  test('fails when a query moves to another path', () => {
    const name = 'consultations/plans.query.json'
    const plans = current.get(name) as Extract<Snapshot, { kind: 'query' }>

    expect(describeBreaking(against({ ...plans, path: '/planted' }, name))).toEqual([
      `${name}: path changed from /plans to /planted`,
    ])
  })

  test('asks for a release of what is new or has grown', () => {
    const properties = { ...(adopted.schema['properties'] as object), planted: { type: 'string' } }

    const grown = against({ ...adopted, schema: { ...adopted.schema, properties } })
    const fresh = against({ ...adopted, version: 2 }, 'consultations/plan-adopted.v2.json')

    expect(grown.breaking).toEqual([])
    expect(grown.unreleased.map((one) => one.file)).toEqual([file])
    expect(fresh.unreleased.map((one) => one.file)).toEqual(['consultations/plan-adopted.v2.json'])
  })
})
