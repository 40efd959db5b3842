import { expect, test } from 'vitest'
import { brokenBounds } from '../scenario.ts'
import type { LoadLine } from '../load/line-of-load.ts'
import { checkAnswers, type EventRow } from './check-answers.ts'
import { healthyUnit } from './examples.ts'
import { expectedOf } from './expected.ts'

function verdictOf(lines: LoadLine[], rows: EventRow[]): string[] {
  const { figures, findings } = checkAnswers(expectedOf(lines), lines, rows)
  return [...brokenBounds(figures), ...findings]
}

test('a committee whose event table holds what was answered is well', () => {
  const { lines, rows } = healthyUnit()

  expect(verdictOf(lines, rows)).toEqual([])
})

test('an acknowledged event that is not in the table is lost', () => {
  const { lines, rows } = healthyUnit()

  expect(verdictOf(lines, rows.slice(1))).toEqual([
    'acknowledged events lost: 1, promised at most 0',
    'lost, although acknowledged: event-1 unit/u1 1',
  ])
})

test('a row whose data are not those of the answer is named', () => {
  const { lines, rows } = healthyUnit()
  rows[1]!.data = { unitId: 'u1', name: '别的局' }

  expect(verdictOf(lines, rows)).toContain('not as acknowledged: event-2 unit/u1 2')
})

test('a command that took effect twice left a row that no answer told of', () => {
  const { lines, rows } = healthyUnit()
  rows.push({ ...rows[0]!, id: 'event-again', aggregate: 'unit/u2' })

  expect(verdictOf(lines, rows)).toContain('in the event table, and no answer told of it: event-again unit/u2')
})

test('two different answers to one key, and a command without any, break the promise', () => {
  const { lines, rows } = healthyUnit()
  lines.push({ kind: 'twice', key: 'key-0', at: 20, how: 'again', same: false }, { kind: 'open', key: 'key-9', at: 20 })

  expect(verdictOf(lines, rows)).toEqual([
    'answers to the same key that differ: 1, promised at most 0',
    'commands without an answer at the end: 1, promised at most 0',
  ])
})

test('a refusal that was meant as one is well, any other is not', () => {
  const { lines, rows } = healthyUnit()
  const refused = {
    kind: 'answered' as const,
    command: 'directory.change-unit',
    sentAt: 0,
    at: 1,
    tries: 1,
    events: [],
  }
  lines.push({ ...refused, key: 'meant', status: 409, code: 'date.before_start', meant: 'refused' })
  expect(verdictOf(lines, rows)).toEqual([])

  lines.push({ ...refused, key: 'not-meant', status: 409, code: 'unit.name_taken', meant: 'done' })

  expect(verdictOf(lines, rows)).toContain(
    'answered against the rules: not-meant directory.change-unit unit.name_taken',
  )
})

test('a 503 with its code and Retry-After is allowed, a 500 and a 503 without are not', () => {
  const { lines, rows } = healthyUnit()
  lines.push({ kind: 'not-now', key: 'a', at: 1, why: '503 service.unavailable', retryAfter: true })
  expect(verdictOf(lines, rows)).toEqual([])

  lines.push({ kind: 'not-now', key: 'b', at: 1, why: '500 internal', retryAfter: false })

  expect(verdictOf(lines, rows)).toEqual([
    'faults other than a clear 503: 1, promised at most 0',
    '503 without Retry-After: 1, promised at most 0',
    'answered with a fault: 500 internal',
  ])
})

test('an answer without a code is a fault, no answer at all is none', () => {
  const { lines, rows } = healthyUnit()
  lines.push(
    { kind: 'not-now', key: 'a', at: 1, why: 'no answer in 2000 ms' },
    { kind: 'not-now', key: 'b', at: 1, why: '409 common.busy' },
  )
  expect(verdictOf(lines, rows)).toEqual([])

  lines.push({ kind: 'not-now', key: 'c', at: 1, why: '200 without events' })

  expect(verdictOf(lines, rows)).toContain('answered with a fault: 200 without events')
})
