import { expect, test } from 'vitest'
import { idOf } from './plan-examples.ts'
import { monthsIn, plain, readPlanRow } from './plan-import-row.ts'

const names = {
  bodies: new Map([
    [plain('人资环委'), idOf(1)],
    [plain('社法委'), idOf(2)],
  ]),
  units: new Map([[plain('区水务局'), idOf(3)]]),
}

test.each([
  ['3', [3]],
  ['3月', [3]],
  ['６、３月', [3, 6]],
  ['7-8月份', [7, 8]],
  ['3月至5月', [3, 4, 5]],
  ['1，12', [1, 12]],
  ['', []],
])('the months of “%s” are %j', (cell, months) => {
  expect(monthsIn(cell)).toEqual(months)
})

test.each(['0', '13', '8-7', '上半年', '3.5'])('“%s” is no list of months', (cell) => {
  expect(monthsIn(cell)).toBeUndefined()
})

test('a row is an item, with forms by code or Chinese label and bodies by name', () => {
  const row = readPlanRow(
    {
      form: '专题协商',
      topic: '水体联保共治',
      months: '3月',
      leadBody: '人资环委、社法委',
      counterpartUnits: '区水务局',
      recurrence: 'ongoing',
    },
    names,
  )

  expect(row).toMatchObject({
    details: {
      form: 'THEMATIC',
      months: [3],
      leadBodyId: idOf(1),
      coBodyIds: [idOf(2)],
      counterpartUnitIds: [idOf(3)],
      recurrence: 'ONGOING',
    },
  })
})

test('everything that is wrong with a row is told at once, each by its column', () => {
  const row = readPlanRow(
    { form: '座谈', topic: '停车', months: '春天', leadBody: '环保委', partnerCommittees: '青浦' },
    names,
  )

  expect(row.problems.map(({ column }) => column)).toEqual(['form', 'months', 'leadBody', 'partnerCommittees'])
  expect(row.problems[2]).toMatchObject({ zh: '名录中没有“环保委”' })
})
