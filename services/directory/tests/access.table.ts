/**
 * Who may ask what, written by hand from `domain.md` §3.1 and the separation of duties there: members' affairs and the
 * office keep people, the office and the proposals office keep units, staff propose rules and chairs approve them,
 * names of institutions are public, names of people are for those who work with members, contacts for two offices.
 */
const INSIDE = [
  'MEMBER',
  'DEPUTY',
  'GROUP_CLERK',
  'STAFF_PROPOSAL',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'STAFF_OFFICE',
  'CHAIR',
  'UNIT_HANDLER',
  'UNIT_LEADER',
  'SUPERVISION_OFFICE',
  'AUDITOR',
]
const ALL = [...INSIDE, 'VENUE_MANAGER', 'PARTNER_STAFF', 'ANALYST', 'OPS']
const STAFF = ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS', 'STAFF_OFFICE']
const PEOPLE = ['STAFF_MEMBER_AFFAIRS', 'STAFF_OFFICE']
const UNITS = ['STAFF_PROPOSAL', 'STAFF_OFFICE']

export const ROLES = ALL

export const ACCESS: Record<string, readonly string[]> = {
  'directory.record-committee': ['STAFF_OFFICE'],
  'directory.form-body': PEOPLE,
  'directory.change-body': PEOPLE,
  'directory.dissolve-body': PEOPLE,
  'directory.define-sector': PEOPLE,
  'directory.rename-sector': PEOPLE,
  'directory.retire-sector': PEOPLE,
  'directory.register-unit': UNITS,
  'directory.change-unit': UNITS,
  'directory.merge-units': UNITS,
  'directory.close-unit': UNITS,
  'directory.confirm-unit-import': UNITS,
  'directory.register-member': PEOPLE,
  'directory.begin-term': PEOPLE,
  'directory.change-sector': PEOPLE,
  'directory.end-term': PEOPLE,
  'directory.close-term': PEOPLE,
  'directory.appoint-member': PEOPLE,
  'directory.relieve-member': PEOPLE,
  'directory.move-member': PEOPLE,
  'directory.register-staff': PEOPLE,
  'directory.release-staff': PEOPLE,
  // Members for their own contact alone; another's is not found.
  'directory.correct-person': [...PEOPLE, 'MEMBER'],
  'directory.confirm-member-import': PEOPLE,
  'directory.draft-policy': STAFF,
  'directory.approve-policy': ['CHAIR'],
  'directory.reject-policy': [...STAFF, 'CHAIR'],

  'directory.committees': [...ALL, 'NOBODY'],
  'directory.bodies': ALL,
  'directory.body': ALL,
  'directory.sectors': ALL,
  'directory.units': ALL,
  'directory.unit': ALL,
  'directory.members': INSIDE,
  'directory.member': INSIDE,
  'directory.staff-list': INSIDE,
  'directory.contact': [...STAFF, 'MEMBER'],
  'directory.corrections': [...PEOPLE, 'AUDITOR'],
  'directory.accesses': ['AUDITOR', 'MEMBER'],
  'directory.resolve': ALL,
  'directory.import-preview': [...PEOPLE, 'STAFF_PROPOSAL'],
  'directory.policies': ALL,
  'directory.policy': ALL,
  'directory.policy-diff': ALL,
  'directory.policy-in-force': ALL,

  'upload members': PEOPLE,
  'upload units': UNITS,
}
