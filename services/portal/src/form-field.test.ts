import { expect, test } from 'vitest'
import {
  beginOf,
  canJoin,
  type FormField,
  heldOf,
  keptFiles,
  sentOf,
  valueOf,
  wrongOf,
} from '../web/elements/form-field.ts'
import { possibleNow } from '../web/elements/next-step.ts'

const missing = (label: string) => `请填写${label}。`
const limit: FormField = {
  kind: 'number',
  name: 'limit',
  label: '限时',
  min: 0.5,
  max: 60,
  outside: '半分钟到 60 分钟',
}

test('a number outside of its range is said in the words of its field', () => {
  expect(wrongOf(limit, '', missing)).toBe('请填写限时。')
  expect(['0', '61', '九'].map((value) => wrongOf(limit, value, missing))).toEqual(Array(3).fill('半分钟到 60 分钟'))
  expect(['0.5', '8', '60'].map((value) => wrongOf(limit, value, missing))).toEqual(Array(3).fill(undefined))
})

test('a choice that is no longer offered is none', () => {
  const state: FormField = { kind: 'choice', name: 'state', label: '进展', options: [['DONE', '已完成']] }

  expect(wrongOf(state, 'ACCEPTED', missing)).toBe('请填写进展。')
  expect(sentOf(state, 'ACCEPTED')).toBeUndefined()
  expect(sentOf(state, 'DONE')).toBe('DONE')
})

test('what a form begins with is not what is stored where nothing is stored yet', () => {
  const text: FormField = { kind: 'text', name: 'text', label: '正文', limit: 9, value: '', begins: '初稿' }

  expect([beginOf(text), valueOf(text)]).toEqual(['初稿', ''])
})

test('a field that comes while a form is open holds what it is shown with, and what was typed or emptied stays', () => {
  const step: FormField = {
    kind: 'choice',
    name: 'step',
    label: '办理事项',
    options: [['begin', '开始']],
    value: 'begin',
  }
  const tasks: FormField = { kind: 'several', name: 'tasks', label: '任务', options: [['t', '巡河']], value: ['t'] }
  const archive: FormField = { kind: 'text', name: 'archive', label: '档案', limit: 9, value: '三卷' }

  const held = heldOf([step, tasks, archive], { archive: '' })

  expect(held).toEqual({ step: 'begin', tasks: ['t'], archive: '' })
  expect(wrongOf(step, held['step'], missing)).toBeUndefined()
})

test('of one file there is one: two people who each chose one are asked which', () => {
  const files: FormField = { kind: 'files', name: 'file', label: '附件', service: 'consultations' }
  const ref = { sha256: 'f'.repeat(64), name: '附件.pdf', size: 3, mediaType: 'application/pdf' }

  expect([canJoin(files), canJoin({ ...files, most: 1 })]).toEqual([true, false])
  expect(sentOf(files, keptFiles([ref]))).toEqual([ref])
})

test('a step that was opened is possible while it is offered, about the same thing', () => {
  const approve = (about: number) => ({ command: 'consultations.approve-minutes', about }) as const
  const offered = [{ command: 'consultations.draft-minutes' } as const, approve(2)]

  expect(possibleNow(approve(2), offered)).toBe(offered[1])
  expect(possibleNow(approve(1), offered)).toBeUndefined()
  expect(possibleNow(approve(2), [])).toBeUndefined()
})
