import { z } from 'zod'
import { describe, expect, test } from 'vitest'
import { commands, contexts, definitionOf, definitionOfWireType, events, queries } from './catalog.ts'
import { history } from './common/history-refusals.ts'
import { common } from './common/refusals.ts'
import { consultations } from './consultations/refusals.ts'
import { directory } from './directory/refusals.ts'
import { identity } from './identity/refusals.ts'
import { joint } from './joint/refusals.ts'
import { notices } from './notices/refusals.ts'
import { proposals } from './proposals/refusals.ts'
import { supervision } from './supervision/refusals.ts'
import { type JsonSchema, normalise } from './json-schema.ts'
import { REFUSALS } from './refusal.ts'
import { sampleOf } from './sample.ts'
import { snapshotOf } from './snapshot.ts'
import { topology } from './topology.ts'

const definitions = [...commands, ...events, ...queries]
const twice = (names: readonly string[]) => names.filter((name, i) => names.indexOf(name) !== i)

describe('names', () => {
  test('no two definitions share a kind and type, an event version, or an address', () => {
    expect(twice(commands.map(({ type }) => type))).toEqual([])
    expect(twice(events.map(({ type, version }) => `${type} ${version}`))).toEqual([])
    expect(twice(events.map(({ wireType }) => wireType))).toEqual([])
    expect(twice(queries.map(({ type }) => type))).toEqual([])
    expect(twice(queries.map(({ context, path }) => `/${context}${path.replace(/:\w+/g, ':')}`))).toEqual([])
  })

  test('a command and an event never share a type', () => {
    const asked = new Set<string>(commands.map(({ type }) => type))

    expect(events.map(({ type }) => type).filter((type) => asked.has(type))).toEqual([])
  })

  test('what the code calls a command or an event, the wire calls it too', () => {
    const kebab = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()
    const named = Object.entries(contexts).flatMap(([context, parts]) =>
      Object.entries<unknown>(parts)
        .filter(([, part]) => ['command', 'event'].includes((part as { kind?: string } | null)?.kind ?? ''))
        .map(([name, part]) => ({ expected: `${context}.${kebab(name)}`, ...(part as { type: string }) })),
    )

    expect(named.length).toBe(commands.length + events.length)
    expect(named.filter(({ type, expected }) => type.replace(/-v\d+$/, '') !== expected)).toEqual([])
  })

  // Participles that do not end in -ed, and the states that an event may announce.
  const PAST =
    /-(\w+ed|begun|born|chosen|given|held|left|lost|made|met|put|read|reset|sent|set|split|spoken|taken|told|withdrawn|withheld|written|effective|in-force)(-|$)/

  test('every event tells what has happened', () => {
    const others = events.filter(({ name }) => !PAST.test(name))

    expect(others.map(({ type }) => type)).toEqual([])
  })

  test('every command says what to do', () => {
    const things = new Set<string>(events.map(({ aggregate }) => aggregate).filter((name) => !ALSO_VERBS.has(name)))
    const others = commands.filter(({ name }) => {
      const verb = name.split('-')[0]!
      return verb === name || things.has(verb) || /(ed|ing|tion|ment)$/.test(verb)
    })

    expect(others.map(({ type }) => type)).toEqual([])
  })

  test('versions of an event begin at 1 and leave none out', () => {
    const versions = Map.groupBy(events, ({ type }) => type)

    for (const [type, all] of versions)
      expect([type, all.map(({ version }) => version).sort((a, b) => a - b)]).toEqual([type, all.map((_, i) => i + 1)])
  })
})

/** Kinds of aggregates that are verbs as well. */
const ALSO_VERBS = new Set(['draft', 'record', 'plan', 'report'])

describe('events', () => {
  test('every event names its aggregate by a required text of its data', () => {
    const isNamed = (event: (typeof events)[number]) => {
      const { schema } = snapshotOf(event) as { schema: JsonSchema }
      const field = (schema['properties'] as Record<string, JsonSchema>)[event.key]
      return (schema['required'] as string[]).includes(event.key) && normalise(field, schema)['type'] === 'string'
    }

    expect(events.filter((event) => !isNamed(event)).map(({ wireType }) => wireType)).toEqual([])
    expect(events.filter(({ aggregate }) => !/^[a-z]+(-[a-z]+)*$/.test(aggregate))).toEqual([])
  })

  test('the definition of an event is found by its fact and by its type on the wire', () => {
    for (const event of events) {
      expect(definitionOf(event)).toBe(event)
      expect(definitionOfWireType(event.wireType)).toBe(event)
    }
    expect(() => definitionOf({ type: 'plans.unheard-of', version: 1 })).toThrow('expected an event of the contracts')
    expect(definitionOfWireType('cn.lianxie.plans.unheard-of.v1')).toBeUndefined()
  })

  test('every context has its service in the topology', () => {
    expect(Object.keys(topology)).toEqual(expect.arrayContaining(Object.keys(contexts)))
  })
})

describe('queries', () => {
  test.each(queries.map((query) => [query.type, query] as const))(
    '%s takes what its path names, and understands its parameters as they come in a URL',
    (_, query) => {
      const { params } = snapshotOf(query) as { params: JsonSchema }
      const inPath = [...query.path.matchAll(/:(\w+)/g)].map(([, name]) => name)
      const asked = Object.entries(sampleOf(params) as Record<string, unknown>)
      const inUrl = Object.fromEntries(
        asked.map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
      )

      expect(query.path).toMatch(/^(\/([a-z]+(-[a-z]+)*|:[a-z]\w*))+$/)
      expect(params['required'] ?? []).toEqual(expect.arrayContaining(inPath))
      expect(query.params.safeParse(inUrl)).toMatchObject({ success: true })
    },
  )
})

describe('schemas', () => {
  test('no two of them have one name, so that all can stand on one page', () => {
    expect(() => z.toJSONSchema(z.globalRegistry)).not.toThrow()
  })
})

describe('words for people', () => {
  const HAN = /\p{Script=Han}/u

  test('every definition is described in Chinese and in English', () => {
    const isDescribed = ({ doc: { zh, en } }: (typeof definitions)[number]) =>
      HAN.test(zh) && zh.trim() === zh && /^[A-Z].*[^\s]$/.test(en) && !HAN.test(en)

    expect(definitions.filter((definition) => !isDescribed(definition)).map(({ type }) => type)).toEqual([])
  })

  test('every refusal has a well-formed code and a whole sentence in both languages', () => {
    const isWhole = ([code, { zh, en }]: [string, { zh: string; en: string }]) =>
      /^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/.test(code) &&
      HAN.test(zh) &&
      /[。！？]$/.test(zh) &&
      /^[A-Z].*[.!?]$/.test(en) &&
      !HAN.test(en)

    expect(Object.entries(REFUSALS).filter((refusal) => !isWhole(refusal))).toEqual([])
  })

  test('no context takes the code of another for a refusal of its own', () => {
    const lists = [common, history, directory, consultations, identity, joint, notices, proposals, supervision]

    expect(twice(lists.flatMap((list) => Object.keys(list)))).toEqual([])
  })
})
