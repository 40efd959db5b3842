import { defaultPack, type PolicyPack } from '@lianxie/policy'
import { describe, expect, test } from 'vitest'
import { extendedTo, latestExtension, replyTerm } from './reply-term.ts'

const rules = defaultPack('wuxing-cppcc')
const now = new Date('2022-01-30T01:00:00.000Z')
const assignedOn = '2022-01-30'

describe('答复期限', () => {
  test('it ends three months from the assignment, past a holiday to the next working day', () => {
    const { replyDeadline, replyByRule } = replyTerm(rules, { assignedOn, now })

    // 2022-04-30 begins the holiday of 1 May, which ends on the 4th.
    expect([replyDeadline.date, replyByRule]).toEqual(['2022-05-05', true])
  })

  test('a fixed day holds as it is, even on a day off, and says so', () => {
    const { replyDeadline, replyByRule } = replyTerm(rules, { assignedOn, fixedOn: '2022-06-30', now })

    expect(replyByRule).toBe(false)
    expect(replyDeadline).toMatchObject({ date: '2022-06-30', due: '2022-06-30T16:00:00.000Z', calendarKnown: true })
    expect(replyDeadline.steps.map(({ code }) => code as string)).toEqual(['fixed', 'due'])
  })

  test('a fixed day beyond the longest time is refused, and the last possible one is not', () => {
    expect(() => replyTerm(rules, { assignedOn, fixedOn: '2022-07-31', now })).toThrow('assignment.reply_too_late')
    expect(replyTerm(rules, { assignedOn, fixedOn: '2022-07-30', now }).replyDeadline.date).toBe('2022-07-30')
  })
})

describe('延期', () => {
  const byRule = (extensions: number) => ({
    deadline: replyTerm(rules, { assignedOn, now }).replyDeadline,
    byRule: true,
    extensions,
    assignedOn,
  })

  test.each([
    // The three months end on 5 May, after the holiday; a month later it is Dragon Boat Festival until the 5th.
    [0, '2022-06-06'],
    [1, '2022-07-06'],
    // The sixth month ends on a Saturday; the limit is not moved by a day off.
    [2, '2022-07-30'],
    [3, '2022-07-30'],
  ])('after %i extensions the next reaches %s', (extensions, date) => {
    expect(latestExtension(byRule(extensions), rules).date).toBe(date)
  })

  test('from a fixed day it counts from that day on, and the limit holds', () => {
    const fixed = (fixedOn: string) => ({
      deadline: replyTerm(rules, { assignedOn, fixedOn, now }).replyDeadline,
      byRule: false,
      extensions: 0,
      assignedOn,
    })
    const first = latestExtension(fixed('2022-05-31'), rules)
    const capped = latestExtension(fixed('2022-07-15'), rules)

    expect(first.date).toBe('2022-06-30')
    expect(first.steps.map(({ code }) => code as string)).toEqual(['fixed', 'extended', 'clamped', 'due'])
    expect(capped.date).toBe('2022-07-30')
    expect(capped.steps.map(({ code }) => code as string)).toEqual(['fixed', 'extended', 'capped', 'due'])
  })

  test('whoever asks for less gets the day that they asked for', () => {
    const latest = latestExtension(byRule(0), rules)

    expect(extendedTo(latest.date, latest)).toEqual({ replyDeadline: latest, isWhole: true })
    const { replyDeadline, isWhole } = extendedTo('2022-05-20', latest)
    expect([replyDeadline.date, isWhole]).toEqual(['2022-05-20', false])
    expect(replyDeadline.steps.at(-2)).toMatchObject({ code: 'asked', date: '2022-05-20' })
  })

  test('the length is that of the committee', () => {
    const own: Pick<PolicyPack, 'values'> = {
      values: { ...rules.values, 'proposal.extension': { amount: 10, unit: 'working-day' } },
    }

    // From 2022-05-05, the day that was told; Saturday 7 May is worked.
    expect(latestExtension(byRule(0), own).date).toBe('2022-05-18')
  })
})
