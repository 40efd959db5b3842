import { expect, test } from 'vitest'
import { stepsOf, visitSteps } from '../web/pages/consultations-research/research-steps.ts'
import { words } from '../web/pages/consultations-research/words/zh-cn.ts'

type Group = Parameters<typeof stepsOf>[0]
type Viewer = Parameters<typeof stepsOf>[1]

const [LEADER, SECRETARY, OTHER] = ['leader', 'secretary', 'other']
const group = (state: Group['state'], more: object = {}) =>
  ({
    researchId: 'r',
    state,
    leaderId: LEADER,
    secretaryId: SECRETARY,
    reportVersion: state === 'FORMED' ? 0 : 1,
    reports: [],
    members: [LEADER, SECRETARY, OTHER].map((memberId) => ({ memberId, duty: 'MEMBER' })),
    ...more,
  }) as unknown as Group
const as = (role: Viewer['role'], memberId?: string): Viewer => ({ role, memberId })
const nobody = { members: [], units: [], inGroup: [] }
const may = (state: Group['state'], viewer: Viewer, more?: object) =>
  stepsOf(group(state, more), viewer, nobody, words).map(({ command }) => command.split('.')[1])

test('the leader and the secretary act for the group, the others declare an interest', () => {
  expect(may('FORMED', as('MEMBER', LEADER))).toEqual(['plan-visit', 'submit-research-report', 'declare-conflict'])
  expect(may('REPORTED', as('MEMBER', SECRETARY))).toContain('complete-research')
  expect(may('FORMED', as('MEMBER', OTHER))).toEqual(['declare-conflict'])
  const declared = { members: [{ memberId: OTHER, conflictDeclaredAt: '2026-04-01' }] }
  expect(may('FORMED', as('MEMBER', OTHER), declared)).toEqual([])
})

test('the office changes a group and dissolves one that has not reported; a completed one rests', () => {
  expect(may('FORMED', as('STAFF_CONSULTATION'))).toEqual([
    'plan-visit',
    'submit-research-report',
    'change-research-group',
    'declare-conflict',
    'dissolve-research-group',
  ])
  expect(may('REPORTED', as('STAFF_OFFICE'))).not.toContain('dissolve-research-group')
  expect(may('COMPLETED', as('STAFF_OFFICE'))).toEqual([])
  expect(may('FORMED', as('CHAIR'))).toEqual([])
})

test('a planned visit is recorded or cancelled by who leads', () => {
  const visit = { visitId: 'v', state: 'PLANNED' } as never
  const steps = (viewer: Viewer) => visitSteps(group('FORMED'), visit, viewer, [], words).length

  expect([as('MEMBER', LEADER), as('STAFF_OFFICE'), as('MEMBER', OTHER), as('CHAIR')].map(steps)).toEqual([2, 2, 0, 0])
})

test('a group that is changed is changed from the version that was read', () => {
  const steps = stepsOf(group('FORMED', { version: 3 }), as('STAFF_OFFICE'), nobody, words)

  expect(steps.find(({ command }) => command === 'consultations.change-research-group')).toMatchObject({
    version: 3,
    edits: true,
  })
})
