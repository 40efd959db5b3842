import { expect, test } from 'vitest'
import { z } from 'zod'
import { event } from './define.ts'
import { Envelope } from './envelope.ts'
import { loose } from './loose.ts'

const Filed = event(
  'planted.plan-filed',
  1,
  { zh: '计划已备案', en: 'A plan was filed', aggregate: 'plan', key: 'planId' },
  {
    planId: z.uuid(),
    items: z.array(z.strictObject({ topic: z.string(), lead: z.strictObject({ unit: z.string() }).nullable() })),
    change: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('ADD'), topic: z.string() }),
      z.strictObject({ kind: z.literal('CANCEL') }),
    ]),
    weights: z.record(z.string(), z.strictObject({ of: z.int() })),
    note: z.strictObject({ text: z.string() }).optional(),
  },
)
const known = {
  planId: '017f4200-0000-7000-8000-000000000001',
  items: [{ topic: '水体联保共治', lead: { unit: 'water' } }],
  change: { kind: 'ADD' as const, topic: '太浦河' },
  weights: { water: { of: 3 } },
  note: { text: '…' },
}
const later = {
  ...known,
  planted: 1,
  items: [{ topic: '水体联保共治', lead: { unit: 'water', planted: 1 }, planted: 1 }],
  change: { kind: 'ADD', topic: '太浦河', planted: 1 },
  weights: { water: { of: 3, planted: 1 } },
  note: { text: '…', planted: 1 },
}

test('a publisher cannot make a fact with a field that is not in its definition, at any depth', () => {
  expect(Filed(known).data).toEqual(known)
  expect(() => Filed({ ...known, planted: 1 } as never)).toThrow('planted')
  expect(() => Filed({ ...known, note: later.note } as never)).toThrow('planted')
})

test('a consumer leaves out fields that it does not know, at any depth', () => {
  expect(loose(Filed.schema).parse(later)).toEqual(known)
})

test('a consumer still turns down what is missing or wrong', () => {
  const { planId: _, ...missing } = later

  expect(loose(Filed.schema).safeParse(missing).success).toBe(false)
  expect(loose(Filed.schema).safeParse({ ...later, planId: 'no id' }).success).toBe(false)
  expect(loose(Filed.schema).safeParse({ ...later, change: { kind: 'MOVE' } }).success).toBe(false)
  expect(loose(Filed.schema).safeParse({ ...later, weights: { water: { of: 'three' } } }).success).toBe(false)
})

test('reading loosely leaves the definition itself as strict as it was', () => {
  loose(Filed.schema)

  expect(Filed.schema.safeParse(later).success).toBe(false)
  expect(loose(Filed.schema)).toBe(loose(Filed.schema))
})

test('a schema that is open stays open, and one that holds itself can be read loosely', () => {
  const node: z.ZodType = z.lazy(() => z.strictObject({ name: z.string(), children: z.array(node) }))

  expect(loose(z.looseObject({ a: z.int() })).parse({ a: 1, b: 2 })).toEqual({ a: 1, b: 2 })
  expect(loose(node).parse({ name: 'a', children: [{ name: 'b', children: [], planted: 1 }] })).toEqual({
    name: 'a',
    children: [{ name: 'b', children: [] }],
  })
  expect(loose(Envelope).safeParse({ type: 'incomplete' }).success).toBe(false)
})
