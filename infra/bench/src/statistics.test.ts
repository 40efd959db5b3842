import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentile, percentileCurve, percentilesOf, spreadOf } from './statistics.ts'

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)

test('the median of an odd number of rounds is one of them, of an even number the middle of two', () => {
  expect(spreadOf([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9 })
  expect(spreadOf([9, 1, 5, 6])).toEqual({ median: 5.5, min: 1, max: 9 })
  expect(spreadOf([7])).toEqual({ median: 7, min: 7, max: 7 })
})

test('values are compared as numbers and left in their order', () => {
  const values = [100, 9, 20]

  expect(spreadOf(values).median).toBe(20)
  expect(values).toEqual([100, 9, 20])
})

test.each([
  [50, 50],
  [90, 90],
  [99, 99],
  [99.9, 100],
  [100, 100],
  [0, 1],
])('the %d. percentile of 1 to 100 is %d', (percent, value) => {
  expect(percentile(upTo(100), percent)).toBe(value)
})

test('of a thousand latencies the tenth slowest is the 99th percentile', () => {
  expect(percentilesOf(upTo(1000))).toEqual({ count: 1000, p50: 500, p90: 900, p99: 990, max: 1000 })
})

test('a percentile is always a value that was measured, and at least that share does not exceed it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: 0, max: 1e6 }), { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 1, max: 100 }),
      (values, percent) => {
        const value = percentile(values, percent)
        expect(values).toContain(value)
        expect(values.filter((one) => one <= value).length).toBeGreaterThanOrEqual((percent / 100) * values.length)
      },
    ),
  )
})

test('a curve begins at the median, never falls, and ends at the slowest value', () => {
  const curve = percentileCurve(upTo(1000).toReversed())

  expect(curve[0]).toEqual({ percent: 50, value: 500 })
  expect(curve.at(-1)).toEqual({ percent: 99.95, value: 1000 })
  expect(curve).toEqual(curve.toSorted((one, other) => one.percent - other.percent || one.value - other.value))
})

test('there is no median and no percentile of nothing', () => {
  for (const of of [spreadOf, percentilesOf, percentileCurve]) expect(() => of([])).toThrow('at least one value')
})
