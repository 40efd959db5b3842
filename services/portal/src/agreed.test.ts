import { expect, test } from 'vitest'
import { agreedOf } from '../web/pages/joint-decisions/agreed.ts'
import { words } from '../web/pages/joint-founding/words/zh-cn.ts'

const text = {
  start: '2026-01-01',
  end: null,
  members: [
    { committee: 'a', name: '青浦' },
    { committee: 'b', name: '吴江' },
  ],
  crossing: ['PUBLIC', 'JOINT'],
  rotation: { firstYear: 2026, order: ['b', 'a'], swaps: [{ year: 2028, host: 'a' }] },
}
const version = (of: object, kind = 'compact-text') => ({ kind, body: { text: of } }) as never

test('a text of the compact says until when it holds, what crosses and who hosts', () => {
  expect(agreedOf(version(text), words)).toEqual([
    '2026年1月1日起，长期',
    '可以出本方的资料：可公开的成果、联动协商的议题、纪要、报告和任务',
    '自 2026 年起轮值：吴江、青浦',
    '2028 年改由青浦轮值',
  ])
  expect(agreedOf(version({ ...text, end: '2027-12-31', crossing: [] }), words).slice(0, 2)).toEqual([
    '2026年1月1日至2027年12月31日',
    '可以出本方的资料：—',
  ])
  expect(agreedOf(version(text, 'record'), words)).toEqual([])
})
