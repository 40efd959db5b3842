import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { compareSchemas, type Reading } from './compatibility.ts'
import type { JsonSchema } from './json-schema.ts'

const json = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema
const shape = {
  planId: z.uuid(),
  title: z.string().min(1).max(100),
  month: z.int().min(1).max(12),
  form: z.enum(['PLENARY', 'TOPICAL', 'SECTOR']),
  note: z.string().optional(),
  items: z
    .array(z.strictObject({ itemId: z.uuid(), lead: z.string().nullable() }))
    .min(1)
    .max(200),
  change: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('ADD'), topic: z.string() }),
    z.strictObject({ kind: z.literal('CANCEL'), itemId: z.uuid() }),
  ]),
  weights: z.record(z.string().max(20), z.number()),
}
const released = z.strictObject(shape)
const { note, title: _, ...withoutTitle } = shape
const { note: __, ...withoutNote } = shape

const compared = (current: z.ZodType, reading?: Reading) =>
  compareSchemas(json(released), json(current), reading).map(({ path, change }) => `${path} ${change}`)
const altered = (change: z.ZodRawShape) => z.strictObject({ ...shape, ...change })

describe('for events', () => {
  test('nothing but an additional optional field passes, at any depth', () => {
    const item = z.strictObject({ itemId: z.uuid(), lead: z.string().nullable(), place: z.string().optional() })

    expect(compared(released)).toEqual([])
    expect(compared(altered({ place: z.string().max(60).optional() }))).toEqual([])
    expect(compared(altered({ items: z.array(item).min(1).max(200) }))).toEqual([])
  })

  test.each<[string, z.ZodType, string]>([
    ['a removed field', z.strictObject({ note, ...withoutTitle }), '$.title the field was removed'],
    ['a removed optional field', z.strictObject(withoutNote), '$.note the field was removed'],
    ['a new required field', altered({ place: z.string() }), '$.place a required field was added'],
    ['a new field with a default', altered({ note: z.string() }), '$.note the field became required'],
    ['a field that becomes optional', altered({ title: shape.title.optional() }), '$.title the field became optional'],
    ['a narrowed enum', altered({ form: z.enum(['PLENARY', 'TOPICAL']) }), '$.form "SECTOR" is no longer valid'],
    [
      'a widened enum',
      altered({ form: z.enum(['PLENARY', 'TOPICAL', 'SECTOR', 'WRITTEN']) }),
      '$.form "WRITTEN" is new',
    ],
    ['an enum that becomes text', altered({ form: z.string() }), '$.form no longer only'],
    ['a changed type', altered({ month: z.string() }), '$.month the type changed from integer to string'],
    ['a whole number that becomes any', altered({ month: z.number().min(1).max(12) }), '$.month the type changed'],
    ['a tightened length', altered({ title: z.string().min(1).max(80) }), '$.title maxLength changed from 100 to 80'],
    ['a loosened length', altered({ title: z.string().min(1).max(120) }), '$.title maxLength changed from 100 to 120'],
    ['a new least length', altered({ note: z.string().min(3).optional() }), '$.note minLength changed from none to 3'],
    ['a tightened range', altered({ month: z.int().min(2).max(12) }), '$.month minimum changed from 1 to 2'],
    [
      'a new pattern',
      altered({
        note: z
          .string()
          .regex(/^[a-z]/)
          .optional(),
      }),
      '$.note the pattern ^[a-z] was added',
    ],
    ['another format', altered({ planId: z.iso.datetime() }), '$.planId format changed'],
    ['a shorter list', altered({ items: shape.items.max(100) }), '$.items maxItems changed from 200 to 100'],
    ['an open object', z.looseObject(shape), '$.* further fields were closed and are open now'],
    [
      'a value that may no longer be null',
      altered({
        items: z
          .array(z.strictObject({ itemId: z.uuid(), lead: z.string() }))
          .min(1)
          .max(200),
      }),
      '$.items[*].lead the alternative null was removed',
    ],
    [
      'a value that may be null now',
      altered({ title: shape.title.nullable() }),
      '$.title the alternative null was added',
    ],
    [
      'a removed alternative',
      altered({ change: shape.change.options[0] }),
      '$.change the alternative kind=CANCEL was removed',
    ],
    [
      'a new alternative',
      altered({ change: z.union([...shape.change.options, z.strictObject({ kind: z.literal('MOVE') })]) }),
      '$.change the alternative kind=MOVE was added',
    ],
    [
      'a change within an alternative',
      altered({
        change: z.union([shape.change.options[1], z.strictObject({ kind: z.literal('ADD'), topic: z.int() })]),
      }),
      '$.change(kind=ADD).topic the type changed from string to integer',
    ],
    [
      'a changed constant',
      altered({ change: z.strictObject({ kind: z.literal('ADDED'), topic: z.string() }) }),
      '$.change the alternative kind=ADD was removed',
    ],
    [
      'another type of further fields',
      altered({ weights: z.record(z.string().max(20), z.int()) }),
      '$.weights.* the type changed from number to integer',
    ],
    [
      'another rule for names',
      altered({ weights: z.record(z.string().max(10), z.number()) }),
      '$.weights.(name) maxLength changed from 20 to 10',
    ],
  ])('%s breaks', (_what, current, expected) => {
    expect(compared(current)).toContainEqual(expect.stringContaining(expected))
  })

  test('a keyword that is not known must not change', () => {
    const of = (planted: object) => ({ type: 'object', properties: { a: { type: 'string', ...planted } } })

    expect(compareSchemas(of({ ifOnly: 1 }), of({ ifOnly: 2 }))).toMatchObject([{ path: '$.a' }])
  })

  test('a schema that is named, moved or described otherwise is the same', () => {
    const named = shape.title.meta({ id: 'Title', description: 'A title' })

    expect(compared(altered({ title: named }))).toEqual([])
  })

  test('a schema that holds itself is compared once around', () => {
    const tree = (max: number) => {
      const node: z.ZodType = z.strictObject({
        name: z.string().max(max),
        get children() {
          return z.array(node)
        },
      })
      return json(node)
    }

    expect(compareSchemas(tree(10), tree(10))).toEqual([])
    expect(compareSchemas(tree(10), tree(9)).map(({ path }) => path)).toContain('$.name')
  })

  test('a reference that leads nowhere is told', () => {
    expect(() => compareSchemas({ $ref: '#/$defs/Gone' }, {})).toThrow('expected a reference into $defs')
  })
})

describe('for requests', () => {
  test('what old clients send is accepted: more may be let in, less may not', () => {
    expect(compared(altered({ title: z.string().max(200) }), 'request')).toEqual([])
    expect(compared(altered({ title: shape.title.optional() }), 'request')).toEqual([])
    expect(compared(altered({ place: z.string().default('') }), 'request')).toEqual([])
    expect(compared(altered({ place: z.string() }), 'request')).toEqual(['$.place a required field was added'])
    expect(compared(altered({ title: z.string().min(1).max(99) }), 'request')).toHaveLength(1)
    expect(compared(z.strictObject(withoutNote), 'request')).toEqual(['$.note the field was removed'])
  })

  test('another default gives what old clients leave out another meaning', () => {
    const limit = (value: number) => json(z.strictObject({ limit: z.int().default(value) }))

    expect(compareSchemas(limit(20), limit(50), 'request')).toMatchObject([{ path: '$.limit', effect: 'default' }])
    expect(compareSchemas(limit(20), limit(50), 'result')).toEqual([])
  })
})

describe('for results', () => {
  test('what old clients read stays: more may be promised, less may not', () => {
    expect(compared(altered({ place: z.string() }), 'result')).toEqual([])
    expect(compared(altered({ note: z.string() }), 'result')).toEqual([])
    expect(compared(altered({ title: shape.title.optional() }), 'result')).toEqual([
      '$.title the field became optional',
    ])
    expect(compared(altered({ form: z.enum(['PLENARY', 'TOPICAL', 'SECTOR', 'NEW']) }), 'result')).toHaveLength(1)
    expect(compared(z.strictObject(withoutNote), 'result')).toEqual(['$.note the field was removed'])
  })
})
