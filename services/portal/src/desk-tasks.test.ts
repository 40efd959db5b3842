import { expect, test } from 'vitest'
import { groupOf } from '../web/pages/desk-home/due-group.ts'
import { countsOf, ofCompacts, ofDrafts, ofSignatures } from '../web/pages/desk-home/tasks.ts'

// A Wednesday afternoon in Shanghai.
const now = new Date('2026-04-08T08:00:00.000Z')

test.each([
  ['2026-04-07T16:00:00.000Z', 'OVERDUE'],
  ['2026-04-08T16:00:00.000Z', 'TODAY'],
  ['2026-04-09T16:00:00.000Z', 'THIS_WEEK'],
  ['2026-04-12T16:00:00.000Z', 'THIS_WEEK'],
  ['2026-04-13T16:00:00.000Z', 'LATER'],
  [undefined, 'UNDATED'],
])('what ends with %s stands under %s', (dueAt, group) => {
  expect(groupOf(dueAt, now)).toBe(group)
})

test('on a Sunday the week ends with the day', () => {
  const sunday = new Date('2026-04-12T02:00:00.000Z')

  expect(groupOf('2026-04-12T16:00:00.000Z', sunday)).toBe('TODAY')
  expect(groupOf('2026-04-13T16:00:00.000Z', sunday)).toBe('LATER')
})

test('what binds the committee waits for a chair, everything else for the office', () => {
  const draft = (draftId: string, needsChair: boolean) => ({ draftId, needsChair, content: '{}' }) as never
  const rows = [draft('a', true), draft('b', false)]

  expect(ofDrafts(rows, 'CHAIR', '待核对').map(({ to }) => to)).toEqual(['/joint/drafts/a'])
  expect(ofDrafts(rows, 'STAFF_OFFICE', '待核对').map(({ to }) => to)).toEqual(['/joint/drafts/b'])
})

test('a compact waits for whoever has not signed its invitation', () => {
  const compact = (signedInvitation: boolean) =>
    ({ compactId: 'c', name: '机制', sides: [{ committee: 'here', signedInvitation }] }) as never

  expect(ofCompacts([compact(false)], 'here')).toMatchObject([{ kind: 'JOIN', to: '/joint/c' }])
  expect(ofCompacts([compact(true)], 'here')).toEqual([])
})

test('the numbers are those of the service for proposals, and one each of the rest', () => {
  const signature = {
    compactId: 'c',
    compactName: '机制',
    decisionId: 'd',
    kind: 'record',
    title: '纪要',
    deadline: null,
  }
  const others = ofSignatures([{ ...signature, toDo: ['countersign'] }] as never)

  const { groups, kinds, total } = countsOf(
    [
      { kind: 'COUNTERSIGN', group: 'OVERDUE', count: 120 },
      { kind: 'RATE', group: 'TODAY', count: 1 },
    ],
    others,
  )

  expect(total).toBe(122)
  expect(Object.fromEntries(groups)).toEqual({ OVERDUE: 120, TODAY: 1, UNDATED: 1 })
  expect(kinds.get('COUNTERSIGN')).toBe(121)
})
