import { notices as n } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import { CHAT_BYTES, chatOf, codeLetter, letterOf } from './letters.ts'
import { SENTENCES } from './sentences.ts'

const url = 'https://lianxie.example.org'
const one = { kind: 'REPLY_TO_RATE', dueAt: null, noticeId: 'n1', role: 'MEMBER' } as const

test('every kind has a sentence of its own in both languages', () => {
  const zh = n.NoticeKind.options.map((kind) => SENTENCES[kind].zh)
  const en = n.NoticeKind.options.map((kind) => SENTENCES[kind].en)

  expect(new Set(zh).size).toBe(zh.length)
  expect(new Set(en).size).toBe(en.length)
})

test('a deadline at midnight is told by its last day', () => {
  const { text } = letterOf([{ ...one, dueAt: new Date('2027-03-01T16:00:00.000Z') }], url)

  expect(text).toContain('（截止 2027-03-01）')
})

test('members are led to their own pages, everybody else to the desk', () => {
  expect(letterOf([one], url).text).toContain(`${url}/m/messages/n1`)
  expect(letterOf([{ ...one, role: 'UNIT_HANDLER' }], url).text).toContain(`${url}/notices/n1`)
})

test('in a chat what is alike is one line with its count', () => {
  const { markdown } = chatOf(
    [one, { ...one, noticeId: 'n2' }, { ...one, kind: 'JOINT_ALARM', noticeId: null }],
    url,
    'WECOM',
  )

  expect(markdown.split('\n').slice(2)).toEqual([
    `- 有提案答复待评价（2 项） [查看](${url}/m/messages/n1)`,
    `- 联动数据交换异常，请处理 [查看](${url}/notices)`,
  ])
})

test('a code is shown in two halves', () => {
  expect(codeLetter('ABCD2345').text).toContain('验证码：ABCD 2345')
})

test.each(n.RobotVendor.options)(
  'what is too long for a robot of %s ends with a whole line and how much there is besides',
  (vendor) => {
    const days = Array.from({ length: 400 }, (_, day) => new Date(Date.UTC(2027, 0, 1 + day, 16)))
    const told = days.flatMap((dueAt) => [
      { ...one, dueAt },
      { ...one, dueAt, noticeId: 'n2' },
    ])

    const { markdown } = chatOf(told, url, vendor)

    const lines = markdown.split('\n')
    const shown = lines.slice(2, -1)
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(CHAT_BYTES[vendor])
    expect(Buffer.byteLength(markdown)).toBeGreaterThan(CHAT_BYTES[vendor] - 300)
    expect(shown.filter((line) => !line.endsWith(`（2 项） [查看](${url}/m/messages/n1)`))).toEqual([])
    expect(lines.at(-1)).toBe(`- 另有 ${told.length - 2 * shown.length} 项 [查看](${url}/m/messages)`)
  },
)

test('a digest lists two hundred, and says how many more there are', () => {
  const { subject, text } = letterOf(Array(1_000).fill(one), url)

  expect(subject).toBe('【联协】1000 条通知')
  expect(text.match(/有提案答复待评价/g)).toHaveLength(200)
  expect(text).toContain(`· 另有 800 条\n  800 more\n  ${url}/m/messages\n`)
})
