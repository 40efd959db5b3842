import { expect, test } from 'vitest'
import { meets, wordsOf } from './bounds.ts'

test('a gate is met by its own value', () => {
  expect(meets(35, { atLeast: 35 })).toBe(true)
  expect(meets(10, { atMost: 10 })).toBe(true)
})

test('a gate is missed by the smallest step beyond it', () => {
  expect(meets(34.99, { atLeast: 35 })).toBe(false)
  expect(meets(10.01, { atMost: 10 })).toBe(false)
})

test('what is no number meets no gate', () => {
  expect(meets(NaN, { atLeast: 35 })).toBe(false)
  expect(meets(NaN, { atMost: 10 })).toBe(false)
})

test('a gate is told as people write it', () => {
  expect([wordsOf({ atLeast: 35 }), wordsOf({ atMost: 0.7 })]).toEqual(['≥ 35', '≤ 0.7'])
})
