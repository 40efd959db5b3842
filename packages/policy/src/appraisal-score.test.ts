import { supervision } from '@lianxie/contracts'
import { describe, expect, test } from 'vitest'
import { APPRAISAL_ITEMS, APPRAISAL_OPTIONS, AppraisalOptionRules, appraisalOptions } from './appraisal-lists.ts'
import { appraisalScore, voteVerdict } from './appraisal-score.ts'
import { defaultPack, PolicyValues } from './policy-pack.ts'

const weights = { satisfied: 100, basically: 80, dissatisfied: 40 }
const options = appraisalOptions(APPRAISAL_OPTIONS, weights)
const counts = (item: string, ...numbers: number[]) => ({
  item,
  counts: options.map(({ code }, index) => ({ option: code, count: numbers[index] ?? 0 })),
})
const only = [{ code: 'TEAM', weight: 1 }]

describe('the score of one item', () => {
  // Computed by hand: (100·S + 80·B + 40·D) / (S + B + D).
  test.each([
    [[30, 10, 2, 3], 92.38],
    [[10, 0, 0, 0], 100],
    [[0, 5, 0, 40], 80],
    [[0, 0, 7, 0], 40],
    [[1, 1, 1, 0], 73.33],
    [[2, 1, 0, 9], 93.33],
    [[143, 0, 57, 0], 82.9],
    [[1, 0, 2, 0], 60],
  ])('of %j ballots is %d', (numbers, score) => {
    expect(appraisalScore(only, options, [counts('TEAM', ...numbers)]).score).toBe(score)
  })

  test('a half of a hundredth is rounded up', () => {
    // (100·1 + 99·199) / 200 = 19801 / 200 = 99.005
    const close = [
      { code: 'A', points: 100 },
      { code: 'B', points: 99 },
    ]
    const given = [
      {
        item: 'TEAM',
        counts: [
          { option: 'A', count: 1 },
          { option: 'B', count: 199 },
        ],
      },
    ]
    expect(appraisalScore(only, close, given).score).toBe(99.01)
  })
})

test('items count by their weights', () => {
  const items = [
    { code: 'TEAM', weight: 0.7 },
    { code: 'STYLE', weight: 0.3 },
  ]
  // 0.7 × 90 + 0.3 × (100 + 40 + 40) / 3 = 63 + 18
  const given = [counts('TEAM', 1, 1, 0, 5), counts('STYLE', 1, 0, 2, 0)]

  const { score, items: rows } = appraisalScore(items, options, given)

  expect(score).toBe(81)
  expect(rows).toEqual([
    { item: 'TEAM', rated: 2, score: 90 },
    { item: 'STYLE', rated: 3, score: 60 },
  ])
})

test('the seven items of the default score as by hand', () => {
  // Six items at 0.15 with 92 each, the image at 0.1 with 60: 0.9 × 92 + 0.1 × 60 = 88.8
  const given = APPRAISAL_ITEMS.map(({ code }) => (code === 'IMAGE' ? counts(code, 1, 0, 2) : counts(code, 3, 2, 0)))

  expect(appraisalScore(APPRAISAL_ITEMS, options, given).score).toBe(88.8)
})

test('an item that nobody rated has no score, which is not zero, and then the unit has none', () => {
  const items = [
    { code: 'TEAM', weight: 0.5 },
    { code: 'STYLE', weight: 0.5 },
  ]
  const result = appraisalScore(items, options, [counts('TEAM', 0, 0, 0, 40), counts('STYLE', 9, 1, 0)])

  expect(result).toEqual({
    items: [
      { item: 'TEAM', rated: 0 },
      { item: 'STYLE', rated: 10, score: 98 },
    ],
  })
})

test('counts of an unknown option and an item without counts are no score', () => {
  expect(() => appraisalScore(only, options, [])).toThrow('expected counts of TEAM')
  expect(() => appraisalScore(only, options, [{ item: 'TEAM', counts: [{ option: 'X', count: 1 }] }])).toThrow(
    'expected an option',
  )
})

describe('a vote', () => {
  const turnout = { entitled: 40, attended: 21, issued: 21, returned: 21, valid: 20 }
  const rules = { quorum: 0.5, minimumCount: 5 }

  test.each([
    [{}, 'VALID'],
    [{ attended: 20, issued: 20, returned: 20 }, 'NO_QUORUM'],
    [{ returned: 22 }, 'OVER_RETURNED'],
    [{ valid: 5 }, 'VALID'],
    [{ valid: 4 }, 'TOO_FEW'],
    [{ attended: 20, returned: 30 }, 'NO_QUORUM'],
  ])('with %j is %s', (change, verdict) => {
    expect(voteVerdict({ ...turnout, ...change }, rules)).toBe(verdict)
  })
})

describe('the rules', () => {
  const values = defaultPack('wuxing-cppcc').values

  test('the default weights make one, and others are refused', () => {
    expect(supervision.AppraisalItems.safeParse(values['supervision.appraisalItems']).success).toBe(true)
    const light = APPRAISAL_ITEMS.map((item) => (item.code === 'IMAGE' ? { ...item, weight: 0.0999 } : item))
    expect(PolicyValues.safeParse({ ...values, 'supervision.appraisalItems': light }).success).toBe(false)
  })

  test('an option has the points of its answer or its own, and one at least has some', () => {
    expect(options.map(({ points }) => points)).toEqual([100, 80, 40, undefined])
    const option = { code: 'GOOD', zh: '好', en: 'good' }
    const other = { code: 'UNKNOWN', zh: '不了解', en: 'does not know' }
    const isRight = (...all: object[]) => AppraisalOptionRules.safeParse(all).success
    expect(isRight({ ...option, points: 95 }, other)).toBe(true)
    expect(isRight(option, other)).toBe(false)
    expect(isRight({ ...option, points: 95, counts: 'satisfied' }, other)).toBe(false)
  })

  test('a pack that was approved before these rules has the product’s defaults', () => {
    const { 'supervision.appraisalItems': _i, 'supervision.minimumCount': _m, ...before } = values
    expect(PolicyValues.parse(before)['supervision.minimumCount']).toBe(5)
  })
})
