import { signal } from '@lianxie/policy'
import { expect, test } from 'vitest'
import { lightOf } from '../web/data/lights.ts'

const NOW = new Date('2026-04-03T02:00:00.000Z')
const DAYS = [-40, -1, 0, 1, 9, 10, 11, 29, 30, 31, 200]

test.each([
  { yellow: 30, orange: 10 },
  { yellow: 9, orange: 1 },
])('a day has the light that the services give it: %o', (days) => {
  const dues = DAYS.map((left) => new Date(Date.parse('2026-04-03T16:00:00.000Z') + left * 86_400_000).toISOString())

  expect(dues.map((due) => lightOf(due, days, NOW))).toEqual(dues.map((due) => signal(due, NOW, days)))
})
