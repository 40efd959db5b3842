import { expect, test } from 'vitest'
import {
  isJoint,
  itemsOfYear,
  layOutYear,
  monthsText,
  type PlanRow,
  progressOf,
  todayIn,
} from '../web/pages/consultations-plan/year-layout.ts'

let serial = 0
const item = (months: number[], more: Partial<PlanRow> = {}): PlanRow => ({
  itemId: `item-${(serial += 1)}`,
  planId: 'plan',
  year: 2026,
  state: 'PLAN_ADOPTED',
  stateSince: '2026-02-01T00:00:00.000Z',
  form: 'THEMATIC',
  topic: '水体联保共治',
  months,
  counterpartUnits: [],
  partnerCommittees: [],
  joint: [],
  ...more,
})

test('no card covers another, and each covers its months', () => {
  const months = [[1], [1], [2], [3], [3, 4], [7], [12], [12], [1, 12]]
  const [row] = layOutYear(
    months.map((one) => item(one)),
    () => 'all',
  )
  for (const lane of row!.lanes) {
    for (const [at, placed] of lane.entries()) {
      expect(placed.from).toBeGreaterThanOrEqual(lane[at - 1]?.to ?? 0)
      expect(placed.to).toBeLessThanOrEqual(12)
      expect(placed.from).toBeLessThanOrEqual(Math.min(...placed.item.months) - 1)
      expect(placed.to).toBeGreaterThanOrEqual(Math.max(...placed.item.months))
    }
  }
  expect(row!.lanes.flat()).toHaveLength(months.length)
})

test('a card at the end of the year grows to the left, and a long title is not wider than its limit', () => {
  const [row] = layOutYear([item([12], { topic: '题'.repeat(80) })], () => 'all')
  expect(row!.lanes[0]![0]).toMatchObject({ to: 12, from: expect.closeTo(12 - 3.4) })
})

test('rows keep the order of their first item, and what has no month stands beside the lanes', () => {
  const rows = layOutYear([item([5], { form: 'CHAIRPERSONS' }), item([2]), item([])], ({ form }) => form!)
  expect(rows.map(({ key, lanes, loose }) => [key, lanes.flat().length, loose.length])).toEqual([
    ['CHAIRPERSONS', 1, 0],
    ['THEMATIC', 1, 1],
  ])
})

test('an item that stands in several months is one item', () => {
  const several = item([3, 6])
  const loose = item([])
  const months = [3, 6].map(() => ({ items: [several] }))
  expect(itemsOfYear({ months, unscheduled: [loose] })).toEqual([several, loose])
})

test('progress and partners are told apart', () => {
  expect((['PLAN_ADOPTED', 'RESEARCHING', 'SUBMITTED'] as const).map((state) => progressOf({ state }))).toEqual([
    'later',
    'now',
    'done',
  ])
  expect(isJoint(item([1], { form: 'JOINT_RESEARCH' }))).toBe(true)
  expect(isJoint(item([1], { partnerCommittees: ['qingpu-cppcc'] as never }))).toBe(true)
  expect(isJoint(item([1]))).toBe(false)
})

test('today stands where it is in Shanghai, and only in its own year', () => {
  expect(todayIn(2026, new Date('2026-04-15T16:30:00Z'))).toBeCloseTo(3 + 15 / 30)
  expect(todayIn(2026, new Date('2026-12-31T16:00:00Z'))).toBeUndefined()
  expect(todayIn(2027, new Date('2026-12-31T16:00:00Z'))).toBe(0)
})

test('months are written as runs', () => {
  const w = { month: (text: string) => `${text}月`, to: '至' }
  expect([[3], [7, 8], [9, 3, 4, 12], []].map((months) => monthsText(months, w))).toEqual([
    '3月',
    '7至8月',
    '3至4、9、12月',
    '',
  ])
})
