import { notices as n, type Role } from '@lianxie/contracts'
import { expect, test, vi } from 'vitest'
import { ALL_KINDS, groupOf } from '../web/pages/notices/groups.ts'

// What builders look at is left out, as in what is delivered.
vi.stubGlobal('__ELEMENTS__', false)
const { placeOf } = (await import(new URL('../web/pages/notices/places.ts', import.meta.url).href)) as {
  /** Told of pages, which are of another build. */
  placeOf(notice: Pick<n.NoticeRow, 'kind' | 'thing'>, role: Role): string | undefined
}

test('the page knows every kind of notice and its group as the contracts do', () => {
  expect(ALL_KINDS).toEqual(n.NoticeKind.options)
  expect(ALL_KINDS.map(groupOf)).toEqual(ALL_KINDS.map(n.groupOfKind))
})

const id = '00000000-0000-4000-8000-000000000001'

test.each([
  ['COSIGN_INVITED', 'PROPOSAL', 'MEMBER', `/m/proposals/${id}/cosign`],
  ['REPLY_TO_RATE', 'PROPOSAL', 'MEMBER', `/m/proposals/${id}/rate`],
  ['PROPOSAL_FILED', 'PROPOSAL', 'MEMBER', `/m/proposals/${id}`],
  ['PROPOSAL_ASSIGNED', 'PROPOSAL', 'UNIT_HANDLER', `/proposals/${id}`],
  ['SESSION_INVITED', 'SESSION', 'MEMBER', `/m/meetings/${id}`],
  ['LEAVE_REQUESTED', 'SESSION', 'STAFF_CONSULTATION', `/consultations/sessions/${id}`],
  ['ISSUE_OVERDUE', 'ISSUE', 'SUPERVISION_OFFICE', `/supervision/issues/${id}`],
  ['BALLOT_OPENED', 'BALLOT', 'MEMBER', `/m/ballots/${id}`],
  ['JOINT_DRAFT_WAITS', 'COMPACT', 'CHAIR', `/joint/${id}`],
  ['PROPOSAL_FILED', 'PROPOSAL', 'OPS', undefined],
] as const)('%s of a %s leads %s where it is done', (kind, of, role, place) => {
  expect(placeOf({ kind, thing: { of, id } }, role)).toBe(place)
})
