import type { supervision as c } from '@lianxie/contracts'
import { defaultPack, dueBy } from '@lianxie/policy'
import { expect, test } from 'vitest'
import { afterDispute, extendedTo, lookBackDue, rectifyTerm } from './rectify-term.ts'

const rules = defaultPack('wujiang-cppcc')
const noon = (day: string) => new Date(`${day}T04:00:00.000Z`)
const days = (amount: number): c.OtherTerm => ({ by: 'DAYS', days: amount, reason: '情况紧急' })
const on = (day: string): c.OtherTerm => ({ by: 'DAY', on: day, reason: '汛期前' })

// Counted by hand with the calendars that the State Council announced for 2022 and 2023.
test.each([
  ['thirty days end on a Wednesday', '2022-03-07', undefined, '2022-04-06'],
  ['thirty days end on a Saturday and move to Monday', '2022-03-10', undefined, '2022-04-11'],
  ['thirty days end on a Sunday on which people work for 清明', '2022-03-03', undefined, '2022-04-02'],
  ['thirty days end within 清明 and move behind it', '2022-03-04', undefined, '2022-04-06'],
  ['thirty days end on the first day of 春节 and move behind it', '2022-01-01', undefined, '2022-02-07'],
  ['thirty days end on a Saturday on which people work for 春节', '2021-12-30', undefined, '2022-01-29'],
  ['thirty days end within 国庆 and move to the Saturday on which people work', '2022-09-05', undefined, '2022-10-08'],
  ['ten days end on a Sunday on which people work for 劳动节', '2022-04-14', days(10), '2022-04-24'],
  ['ten days end within 劳动节 and move behind it', '2022-04-21', days(10), '2022-05-05'],
  ['a fixed day stays, though it is a Sunday', '2022-03-07', on('2022-04-10'), '2022-04-10'],
])('%s', (_, listed, term, expected) => {
  expect(rectifyTerm(rules, term, noon(listed), 'term').deadline.date).toBe(expected)
})

test.each([
  ['over 春节, with the Saturday and Sunday before it counted', '2022-01-24', '2022-02-07'],
  ['over 清明, with the Saturday before it counted', '2022-03-28', '2022-04-07'],
  ['over 国庆, with the Saturday and Sunday behind it counted', '2022-09-28', '2022-10-12'],
  ['in ordinary weeks', '2022-03-07', '2022-03-16'],
])('seven working days for a dispute %s', (_, listed, expected) => {
  expect(dueBy(rules, 'supervision.disputeDue', { anchor: listed }).date).toBe(expected)
})

test.each([
  ['nine days that a dispute took are given back', undefined, '2022-03-10', '2022-03-19', '2022-04-15'],
  ['the days given back end on a Saturday, which moves to Monday', undefined, '2022-03-10', '2022-03-13', '2022-04-11'],
  ['the days given back end on Saturday, April 2, which is worked', days(20), '2022-03-10', '2022-03-16', '2022-04-02'],
  ['what was settled the same day gives nothing back', undefined, '2022-03-10', '2022-03-10', '2022-04-06'],
  ['a fixed day moves by as many days', on('2022-04-10'), '2022-03-10', '2022-03-14', '2022-04-14'],
])('%s', (_, term, disputedOn, settledOn, expected) => {
  const before = rectifyTerm(rules, term, noon('2022-03-07'), 'term')
  const after = afterDispute(before, { listedOn: '2022-03-07', disputedOn, now: noon(settledOn) })

  expect(after.date).toBe(expected)
  expect(after.steps.some(({ code }) => code === 'paused')).toBe(disputedOn !== settledOn)
})

test.each([
  ['2022-03-07', '2022-06-07'],
  ['2021-11-30', '2022-02-28'],
  ['2022-07-05', '2022-10-08'],
  ['2022-10-22', '2023-01-28'],
])('what is verified on %s is looked at again by %s', (verified, expected) => {
  expect(lookBackDue(rules, noon(verified))).toBe(expected)
})

test('a term that was extended says from where to where, and keeps how it was counted before', () => {
  const { deadline } = rectifyTerm(rules, undefined, noon('2022-03-10'), 'term')
  const extended = extendedTo('2022-05-05', deadline)

  expect(extended.due).toBe('2022-05-05T16:00:00.000Z')
  expect(extended.steps.map(({ code }) => code)).toEqual(['anchor', 'moved', 'extended', 'due'])
  expect(extended.steps[2]).toMatchObject({ zh: '经批准由2022-04-11延至2022-05-05' })
})
