import { expect, test } from 'vitest'
import type { LoadLine } from '../load/line-of-load.ts'
import { brokenBounds } from '../scenario.ts'
import { checkWindow } from './check-window.ts'
import { healthyUnit } from './examples.ts'

const notNow = (why: string, at = 15): LoadLine => ({ kind: 'not-now', key: 'k', at, why })
const verdictOf = (...lines: LoadLine[]) => {
  const options = { during: 'the disk is full', least: 1 }
  const { figures, findings } = checkWindow([...healthyUnit().lines, ...lines], { from: 10, to: 20 }, options)
  return [...brokenBounds(figures), ...findings]
}

test('a clear 503 beside answers for good is what is promised', () => {
  expect(verdictOf(notNow('503 service.unavailable'))).toEqual([])
})

test('a fault that nobody was told of has not been tested', () => {
  const nobody = '503 service.unavailable while the disk is full: 0, expected at least 1'
  expect(verdictOf()).toEqual([nobody])
  expect(verdictOf(notNow('503 service.unavailable', 21))).toEqual([nobody])
})

test('silence is no clear answer', () => {
  expect(verdictOf(notNow('503 service.unavailable'), notNow('no answer in 2000 ms'))).toEqual([
    'neither that nor an answer for good while the disk is full: 1, promised at most 0',
    'while the disk is full: no answer in 2000 ms',
  ])
})
