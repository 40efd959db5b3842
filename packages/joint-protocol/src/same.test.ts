import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { same } from './same.ts'

test('two values of JSON are the same exactly when Node says so', () => {
  const one = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown)

  fc.assert(
    fc.property(one, one, (a, b) => {
      expect(same(a, structuredClone(a))).toBe(true)
      expect(same(a, b)).toBe(isDeepStrictEqual(a, b))
      expect(same([a, b], [b, a])).toBe(isDeepStrictEqual([a, b], [b, a]))
      expect(same({ a, b }, { b, a })).toBe(true)
    }),
  )
})

test.each([
  [[], {}],
  [[1], [1, 2]],
  [{ a: null }, { b: null }],
  [{ a: 1 }, { a: 1, b: 1 }],
  [null, {}],
  ['1', 1],
])('%j is not %j', (a, b) => {
  expect(same(a, b)).toBe(false)
  expect(same(b, a)).toBe(false)
})
