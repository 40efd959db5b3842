import { Refusal } from '@lianxie/contracts'
import type { Content } from '@lianxie/joint-protocol'
import { expect, test } from 'vitest'
import { checkCrossing } from './crossing-check.ts'

const hash = '32050919800101123'.padEnd(64, '0')
const comment = (text: string): Content => ({ kind: 'comment', body: { about: hash, text } })
const outcome: Content = { kind: 'outcome', body: { act: 'instructed', outcome: hash, date: '2022-06-01' } }
const result: Content = {
  kind: 'outcome',
  body: {
    act: 'proposal-result',
    // Its digits are those of a mobile number, which it is not.
    jointKey: '0d9c1a3e-7c55-4a01-9b1f-a13812345678',
    resultClass: 'A',
    repliedOn: '2022-06-01',
    round: 1,
  },
}
const leave: Content = { kind: 'leave', body: { reason: '区划调整' } }

const codeOf = (content: Content, listed: ('PUBLIC' | 'JOINT' | 'PARTNER_SUMMARY')[] = ['JOINT']): string => {
  try {
    checkCrossing(content, listed)
    return 'crosses'
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${String(error.detail.field ?? '')}`.trim()
    throw error
  }
}

test.each([
  ['手机13812345678', 'text.personal text'],
  ['身份证320509198001011234', 'text.personal text'],
  ['联系+8613812345678', 'text.personal text'],
  ['联系 138 1234 5678', 'text.personal text'],
  ['联系138-1234-5678', 'text.personal text'],
  ['联系１３８１２３４５６７８', 'text.personal text'],
  ['联系138\u200b12345678', 'text.personal text'],
  ['身份证320509 19800101 123X', 'text.personal text'],
  ['邮箱 li.si@example.org', 'text.personal text'],
  ['机 密★', 'text.secret text'],
  ['机密★', 'text.secret text'],
  ['绝密 30年', 'text.secret text'],
  ['密级：秘密', 'text.secret text'],
  // What only looks like it.
  ['统一社会信用代码123205094666666661', 'crosses'],
  ['办公电话0512-63980000', 'crosses'],
  ['保守国家秘密的规定', 'crosses'],
  ['投入138123456789元', 'crosses'],
])('%s: %s', (text, expected) => {
  expect(codeOf(comment(text))).toBe(expected)
})

test('a class that the compact does not list does not cross', () => {
  expect(codeOf(comment('同意'), ['PUBLIC'])).toBe('class.not_listed')
  expect(codeOf(outcome, ['JOINT'])).toBe('class.not_listed')
  expect(codeOf(outcome, ['PARTNER_SUMMARY'])).toBe('crosses')
})

test('the class and the day of a reply cross where the compact lists summaries, and only there', () => {
  expect(codeOf(result, ['PARTNER_SUMMARY'])).toBe('crosses')
  expect(codeOf(result, ['PUBLIC', 'JOINT'])).toBe('class.not_listed')
})

test('what holds the compact together crosses whatever it lists', () => {
  expect(codeOf(leave, [])).toBe('crosses')
})
