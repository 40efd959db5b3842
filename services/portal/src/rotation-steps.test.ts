import { expect, test } from 'vitest'
import { type RotationEntry, rotationSteps, stepOf } from '../web/pages/joint-drafts/forms/rotation-steps.ts'

const entry = (entryId: string, committee: string, body: RotationEntry['body'], standing = 'live'): RotationEntry => ({
  entryId,
  committee,
  standing,
  body,
})
const hostOf = (year: number) => (year % 2 === 0 ? 'a' : 'b')
const keys = (entries: readonly RotationEntry[], own: string, year = 2026) =>
  rotationSteps(entries, own, hostOf, year).map(({ key }) => key)
const began = entry('1', 'a', { act: 'begin', year: 2026 })
const handed = entry('2', 'a', { act: 'hand-over', year: 2026, to: 'b' })
const taken = entry('3', 'b', { act: 'take-over', handOver: '2' })

test('the host of the year begins it and hands it over, and the next one takes it over, each once', () => {
  expect([keys([], 'a'), keys([], 'b')]).toEqual([['begin 2026'], []])
  expect([keys([began], 'a'), keys([began], 'b')]).toEqual([['hand-over 2026'], []])
  expect([keys([began, handed], 'a'), keys([began, handed], 'b')]).toEqual([[], ['take-over 2']])
  expect([keys([began, handed, taken], 'a'), keys([began, handed, taken], 'b')]).toEqual([[], []])
})

test('what has no effect does not count', () => {
  expect(keys([entry('1', 'a', { act: 'begin', year: 2026 }, 'void')], 'a')).toEqual(['begin 2026'])
})

test('a hand-over names the next host and what goes along', () => {
  const [step] = rotationSteps([began], 'a', hostOf, 2026)

  expect(stepOf(step!, { 'step.archive': '三卷', 'step.budget': '无', 'step.openTasks': ['t'] })).toEqual({
    act: 'hand-over',
    year: 2026,
    to: 'b',
    openTasks: ['t'],
    archive: '三卷',
    budget: '无',
  })
})
