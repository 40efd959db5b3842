import { defaultValues } from '@lianxie/policy'
import { expect, test } from 'vitest'
import { RULES } from '../web/data/generated/rules.ts'
import { ruleName, said } from '../web/pages/rules/said.ts'
import { words } from '../web/pages/rules/words/zh-cn.ts'

test.each([
  ['proposal.replyDue', { amount: 3, unit: 'month' }, '3 个月'],
  ['proposal.absoluteMax', { amount: 6, unit: 'month', dayOff: 'keep' }, '6 个月（不顺延）'],
  ['proposal.keyShare', 0.05, '5%'],
  ['proposal.subjectMaxChars', 50, '50'],
  ['proposal.meetingRequired', true, '是'],
  ['proposal.resultScheme', 'ABC', 'A、B、C 三类'],
  ['deadline.reminders', [-30, 0, 1], '到期前 30 天、当天、到期后 1 天'],
  ['deadline.signal', { yellow: 30, orange: 10 }, '黄灯 30、橙灯 10'],
])('%s is said in words', (key, value, text) => {
  expect(said(key, value, words)).toBe(text)
})

test('every rule has a name, an area with a name, and a value that can be said', () => {
  const unsaid = Object.entries(defaultValues).filter(([key, value]) => {
    const area = words.areas[key.split('.')[0] as keyof typeof words.areas]
    return ruleName(key) === key || area === undefined || /undefined|\[object/.test(said(key, value, words))
  })

  expect(Object.keys(RULES)).toEqual(Object.keys(defaultValues))
  expect(unsaid).toEqual([])
})

test('every choice of a rule has words', () => {
  const options = Object.values(RULES).flatMap((rule) => rule.options ?? [])

  expect(options.filter((one) => !(one in words.choices))).toEqual([])
})
