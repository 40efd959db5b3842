import { expect, test } from 'vitest'
import { resultOf } from './appraisal-score.ts'

const items = [
  { code: 'LEADERSHIP', weight: 30 },
  { code: 'EFFECT', weight: 70 },
]

test('each item has the mean of its points, and the total weighs them', () => {
  const tally = [
    { item: 'LEADERSHIP', score: 100, given: 2 },
    { item: 'LEADERSHIP', score: 70, given: 1 },
    { item: 'EFFECT', score: 81, given: 1 },
    { item: 'EFFECT', score: 80, given: 2 },
  ]

  expect(resultOf(items, tally)).toEqual({
    means: [
      { code: 'LEADERSHIP', mean: 90 },
      { code: 'EFFECT', mean: 80.33 },
    ],
    // 0.3 × 90 + 0.7 × 80.333…: the total is of the exact means, not of the rounded ones.
    total: 83.23,
  })
})

test('an item that nobody scored is a broken count', () => {
  expect(() => resultOf(items, [{ item: 'EFFECT', score: 80, given: 1 }])).toThrow('expected scores of LEADERSHIP')
})
