import { joint } from '@lianxie/contracts'
import { taskSteps } from '@lianxie/joint-protocol'
import { expect, test } from 'vitest'
import { contentFields, subjectOf, titleOf } from '../web/pages/joint-drafts/content-fields.ts'
import { isOutdated, placeOf } from '../web/pages/joint-drafts/place-of.ts'
import { words } from '../web/pages/joint-drafts/words/zh-cn.ts'
import { stepsFrom } from '../web/pages/joint-work/task-steps.ts'

const compact = { sides: [{ committee: 'wujiang-cppcc', name: '政协苏州市吴江区委员会' }] } as never
const hash = 'ab'.repeat(32)
const fieldsOf = (body: object) => contentFields(JSON.stringify(body), compact, words)

test('nothing of what would leave is left out, also what has no name here yet', () => {
  const fields = fieldsOf({ title: '纪要', somethingNew: 'x', signers: ['wujiang-cppcc'], corrects: null, files: [] })

  expect(fields.map(({ name, lines }) => [name, lines])).toEqual([
    ['标题', ['纪要']],
    ['somethingNew', ['x']],
    ['签署方', ['政协苏州市吴江区委员会']],
  ])
})

test('paragraphs stay paragraphs, days and names are read as people read them, hashes are short', () => {
  const fields = fieldsOf({
    text: '一\n\n二',
    to: hash,
    approval: { organ: '主席会议', number: '第9次', date: '2026-04-03' },
    undertakings: [{ side: 'wujiang-cppcc', title: '巡河', due: null }],
  })

  expect(fields.map(({ lines }) => lines)).toEqual([
    ['一', '二'],
    [expect.stringMatching(/^abababab….{8}$/)],
    [expect.stringMatching(/^会议 主席会议；文号 第9次；日期 2026年4月3日$/)],
    ['承担方 政协苏州市吴江区委员会；标题 巡河'],
  ])
})

test('a draft is called by its title, or by the beginning of its words', () => {
  expect(titleOf(JSON.stringify({ title: '议题', text: '正文' }))).toBe('议题')
  expect(titleOf(JSON.stringify({ text: '意见一\n意见二' }))).toBe('意见一')
  expect(titleOf(JSON.stringify({ text: { name: '机制' } }))).toBe('机制')
  expect(titleOf(JSON.stringify({ answer: 'countersign', to: hash }))).toBeUndefined()
})

test('every kind of entry has a name, and a place where one sees what came of it', () => {
  for (const kind of joint.EntryKind.options) {
    expect(words.kinds[kind]).toBeTruthy()
    expect(placeOf({ compactId: 'c', kind, content: '{}', entryId: hash } as never)).toMatch(/^\/joint\/c/)
  }
})

test('an answer leads to what it answers', () => {
  const content = JSON.stringify({ answer: 'countersign', to: hash })

  expect(subjectOf(content)).toBe(hash)
  expect(placeOf({ compactId: 'c', kind: 'answer', content, entryId: 'e' } as never)).toBe(`/joint/c/decisions/${hash}`)
})

test('the steps of a task that are offered are those that the protocol takes', () => {
  for (const state of joint.TaskState.options) expect(stepsFrom(state)).toEqual(taskSteps[state])
})

test('a text of the compact is outdated once another than the one it was drafted on is in force', () => {
  const draft = (kind: string, base: string | null) => ({ kind, content: JSON.stringify({ base }) }) as never

  expect(isOutdated(draft('compact-text', hash), { textVersion: hash })).toBe(false)
  expect(isOutdated(draft('compact-text', hash), { textVersion: 'cd'.repeat(32) })).toBe(true)
  expect(isOutdated(draft('record', null), { textVersion: hash })).toBe(false)
})
