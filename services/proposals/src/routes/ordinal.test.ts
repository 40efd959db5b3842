import { expect, test } from 'vitest'
import { ordinal } from './ordinal.ts'

test.each([
  [1, '一'],
  [10, '十'],
  [16, '十六'],
  [20, '二十'],
  [35, '三十五'],
  [99, '九十九'],
])('%i is written %s', (number, words) => {
  expect(ordinal(number)).toBe(words)
})
