/**
 * Who may ask what, written by hand from `domain.md` §3.1, row "compact, topic, record, task" (staff create and change,
 * chairs sign, members read what was adopted, units work on their own tasks, everybody reads the published summary) and
 * the row of keys (operators see what the exchange needs, and no content), with the separation of duties below it.
 */
const OWN_STAFF = ['STAFF_OFFICE', 'STAFF_CONSULTATION']
const STAFF_AND_CHAIR = [...OWN_STAFF, 'CHAIR']
const UNITS = ['UNIT_HANDLER', 'UNIT_LEADER']
/** Everything of a compact: those who work on it, and the auditor. */
const INSIDE = [...STAFF_AND_CHAIR, 'AUDITOR']
/** Only what was adopted. */
const ADOPTED = ['MEMBER', 'STAFF_PROPOSAL', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']

export const ROLES = [
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
  'VENUE_MANAGER',
  'PARTNER_STAFF',
  'ANALYST',
  'OPS',
  'AUDITOR',
]

export const ACCESS: Record<string, readonly string[]> = {
  'joint.draft-invitation': OWN_STAFF,
  'joint.receive-invitation': OWN_STAFF,
  'joint.sign-invitation': ['CHAIR'],
  'joint.join-compact': ['STAFF_OFFICE', 'CHAIR'],
  'joint.connect-hub': ['OPS'],
  'joint.recarry-entries': ['OPS'],
  'joint.draft-compact-text': OWN_STAFF,
  'joint.draft-topic': OWN_STAFF,
  'joint.draft-countersignature': STAFF_AND_CHAIR,
  'joint.draft-refusal': STAFF_AND_CHAIR,
  'joint.draft-comment': OWN_STAFF,
  'joint.draft-research-plan': OWN_STAFF,
  'joint.draft-field-work': OWN_STAFF,
  'joint.draft-regional-report': OWN_STAFF,
  'joint.draft-reservation': OWN_STAFF,
  'joint.draft-consolidated-report': OWN_STAFF,
  'joint.draft-endorsement': OWN_STAFF,
  'joint.draft-session-call': OWN_STAFF,
  'joint.draft-attendance': OWN_STAFF,
  'joint.draft-session-step': OWN_STAFF,
  'joint.draft-record': OWN_STAFF,
  'joint.draft-task': OWN_STAFF,
  'joint.draft-progress': [...OWN_STAFF, ...UNITS],
  'joint.draft-outcome': OWN_STAFF,
  'joint.draft-instruction-note': OWN_STAFF,
  'joint.draft-proposal-result': OWN_STAFF,
  'joint.draft-supervision-template': OWN_STAFF,
  'joint.draft-supervision-level': OWN_STAFF,
  'joint.draft-rotation': OWN_STAFF,
  'joint.draft-follow-up': OWN_STAFF,
  'joint.draft-template': OWN_STAFF,
  'joint.draft-leave': OWN_STAFF,
  'joint.draft-key-rotation': STAFF_AND_CHAIR,
  // What binds the committee is then for the chair alone; a test of its own says so.
  'joint.release-draft': STAFF_AND_CHAIR,
  'joint.discard-draft': STAFF_AND_CHAIR,
  'joint.order-recovery': ['STAFF_OFFICE', 'CHAIR'],
  'joint.confirm-recovery': ['CHAIR'],
  'joint.close-alarm': ['STAFF_OFFICE', 'OPS'],

  'joint.own-key-card': [...INSIDE, 'OPS'],
  'joint.compacts': [...INSIDE, ...ADOPTED, 'OPS'],
  'joint.compact-detail': [...INSIDE, ...ADOPTED, 'OPS'],
  'joint.invitation': [...INSIDE, 'OPS'],
  'joint.drafts': STAFF_AND_CHAIR,
  'joint.draft-detail': STAFF_AND_CHAIR,
  'joint.decisions': [...INSIDE, ...ADOPTED],
  'joint.decision-detail': [...INSIDE, ...ADOPTED],
  'joint.tasks': [...INSIDE, ...ADOPTED, ...UNITS],
  'joint.own-tasks': [...INSIDE, ...UNITS],
  'joint.own-task': [...INSIDE, ...UNITS],
  'joint.to-sign': STAFF_AND_CHAIR,
  'joint.researches': INSIDE,
  'joint.sessions': INSIDE,
  'joint.entries': INSIDE,
  'joint.evidence': INSIDE,
  // Row "reply sent": of a partner's the class and the day, for those who work with joint proposals.
  'joint.proposal-results': [...INSIDE, 'STAFF_PROPOSAL'],
  'joint.unpublished-results': [...INSIDE, 'STAFF_PROPOSAL'],
  'joint.proposal-result-evidence': INSIDE,
  // What the levels of a vertical compact sent up, for those who work on the compact.
  'joint.supervision-templates': INSIDE,
  'joint.level-duties': INSIDE,
  'joint.supervision-evidence': INSIDE,
  'joint.alarms': ['STAFF_OFFICE', 'OPS', 'AUDITOR'],
  'joint.public-records': [...ROLES, 'NOBODY'],

  'PUT /joint/files': [...STAFF_AND_CHAIR, ...UNITS],
  'GET /joint/files': [...INSIDE, ...UNITS],
  'GET /joint/bundle': ['STAFF_OFFICE', 'OPS'],
  'POST /joint/bundle': ['STAFF_OFFICE', 'OPS'],
}
