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

test('a text of the compact is read part by part, by the names of those whom it takes in, with keys that are short', () => {
  const key = { suite: 'ed25519', spki: `${'M'.repeat(30)}${'z'.repeat(30)}=` }
  const keys = { signing: key, recovery: key, sealing: `age1${'q'.repeat(58)}`, hub: null }
  const fields = fieldsOf({
    signers: ['jiashan-cppcc', 'wujiang-cppcc'],
    text: {
      kind: 'equals',
      members: [{ committee: 'jiashan-cppcc', name: '嘉善县政协', keys }],
      crossing: ['PUBLIC'],
      rotation: { firstYear: 2022, order: ['jiashan-cppcc'], swaps: [] },
      later: '以后才有的一栏',
    },
  })

  expect(fields.map(({ name, lines }) => [name, lines.join('|')])).toEqual([
    ['签署方', '嘉善县政协|政协苏州市吴江区委员会'],
    ['机制类型', '平等机制'],
    [
      '成员',
      expect.stringMatching(
        /^嘉善县政协（jiashan-cppcc）：签名公钥 算法 ed25519；公钥 M{8}…z{7}=；恢复公钥 .*；密封公钥 age1q{4}…q{8}$/,
      ),
    ],
    ['可以出本方的资料', '可公开的成果'],
    ['轮值', '首个年度 2022；次序 嘉善县政协'],
    ['later', '以后才有的一栏'],
  ])
})
