import type { supervision } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { actionsFor } from '../web/pages/supervision-issues/actions.ts'
import { words } from '../web/pages/supervision-issues/words/zh-cn.ts'

type Issue = z.output<typeof supervision.IssueById.result>

const NOW = new Date('2026-04-10T02:00:00.000Z')
const deadline = (due: string) => ({ due, date: '2026-04-30', calendarKnown: true, unknownYears: [], steps: [] })
const issue = (state: Issue['state'], change: object = {}) =>
  ({
    findingId: '00000000-0000-4000-8000-000000000001',
    state,
    version: 4,
    deadline: deadline('2026-04-30T16:00:00.000Z'),
    disputeDue: '2026-04-15T16:00:00.000Z',
    rounds: [{ round: 1, moreTime: [] }],
    ...change,
  }) as unknown as Issue
const keys = (...asked: Parameters<typeof actionsFor> extends [infer I, infer R, ...unknown[]] ? [I, R] : never) =>
  actionsFor(...asked, words, NOW).map(({ key }) => key)

test('a unit accepts, disputes within the term, plans, reports and asks for time, and never verifies', () => {
  expect(keys(issue('LISTED'), 'UNIT_HANDLER')).toEqual(['accept', 'dispute'])
  expect(keys(issue('LISTED', { disputeDue: '2026-04-09T16:00:00.000Z' }), 'UNIT_LEADER')).toEqual(['accept'])
  expect(keys(issue('ACCEPTED'), 'UNIT_HANDLER')).toEqual(['plan', 'more'])
  expect(keys(issue('RECTIFYING'), 'UNIT_HANDLER')).toEqual(['report', 'plan', 'more'])
  expect(keys(issue('RECTIFYING', { deadline: deadline('2026-04-09T16:00:00.000Z') }), 'UNIT_HANDLER')).toEqual([
    'report',
    'plan',
  ])
  expect(keys(issue('RECTIFIED'), 'UNIT_HANDLER')).toEqual([])
})

test('the group judges what was rectified, disputed and verified', () => {
  expect(keys(issue('RECTIFIED'), 'MEMBER')).toEqual(['verify', 'reopen'])
  expect(keys(issue('DISPUTED'), 'MEMBER')).toEqual(['uphold', 'drop'])
  expect(keys(issue('VERIFIED'), 'MEMBER')).toEqual(['holds', 'relapsed'])
  expect(keys(issue('VERIFIED', { lookBack: 'HOLDS' }), 'MEMBER')).toEqual([])
})

test('the office decides on more time, and others do nothing', () => {
  const asked = { rounds: [{ round: 1, moreTime: [{ requestId: 'r', state: 'REQUESTED' }] }] }

  expect(keys(issue('RECTIFYING', asked), 'STAFF_CONSULTATION')).toEqual(['grant', 'refuse'])
  expect(keys(issue('RECTIFYING', asked), 'UNIT_HANDLER')).toEqual(['report', 'plan'])
  expect(keys(issue('RECTIFYING', asked), 'CHAIR')).toEqual([])
  expect(keys(issue('RECTIFYING', asked), 'SUPERVISION_OFFICE')).toEqual([])
})

test('another term is sent only when days are given', () => {
  const reopen = actionsFor(issue('RECTIFIED'), 'MEMBER', words, NOW).find(({ key }) => key === 'reopen')!

  expect(reopen.body!({ notes: '仍占道', termDays: 20, termReason: '工期' })).toEqual({
    notes: '仍占道',
    term: { by: 'DAYS', days: 20, reason: '工期' },
  })
  expect(reopen.body!({ notes: '仍占道' })).toEqual({ notes: '仍占道' })
})
