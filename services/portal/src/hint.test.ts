import { expect, test } from 'vitest'
import { hearsEverything, hintsOf } from './hint.ts'

const event = (name: string, aggregate = 'proposal/1') => ({ type: `cn.lianxie.${name}.v1`, aggregate, data: { x: 1 } })

test('a hint says that something changed, and to offices what kind of change', () => {
  const hints = hintsOf(event('proposals.proposal-filed'))!

  expect(hints.loud).toEqual({ context: 'proposals', aggregate: 'proposal', id: '1', type: 'proposals.proposal-filed' })
  expect(hints.quiet).toEqual({ context: 'proposals', aggregate: 'proposal', id: '1' })
})

test.each([
  'proposals.reply-rated',
  'proposals.unit-scored',
  'proposals.feedback-closed',
  'supervision.token-issued',
  'supervision.ballot-closed',
])('nobody but the office hears of the moment of %s', (name) => {
  expect(hintsOf(event(name))!.quiet).toBeUndefined()
})

test('what happens under a compact is told to who watches the compact', () => {
  const { around } = hintsOf({ ...event('joint.task-progressed', 'task/1'), data: { compactId: 'c', taskId: '1' } })!

  expect(around).toEqual({ context: 'joint', aggregate: 'compact', id: 'c' })
  expect(hintsOf({ ...event('proposals.proposal-filed'), data: { compactId: 'c' } })!.around).toBeUndefined()
})

test('what is no event of ours says nothing', () => {
  expect(hintsOf({})).toBeUndefined()
  expect(hintsOf({ type: 'cn.lianxie.proposals.x.v1' })).toBeUndefined()
})

test('offices hear everything, members and units what they read', () => {
  expect(hearsEverything('STAFF_PROPOSAL')).toBe(true)
  expect(hearsEverything('CHAIR')).toBe(true)
  expect(hearsEverything('MEMBER')).toBe(false)
  expect(hearsEverything('UNIT_HANDLER')).toBe(false)
})
