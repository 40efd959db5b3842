import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §3.1 "ballot (appraisal, satisfaction, project)": MEMBER vote, once; STAFF open, close; CHAIR R totals;
// SUPERVISION_OFFICE totals; OPS no access to votes. Units read their totals with the appraisal.
const office: Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'CHAIR']
const totals: Role[] = [...office, 'MEMBER', 'SUPERVISION_OFFICE', 'AUDITOR']

export const ballotAccess: Access = {
  'supervision.open-ballot': office,
  'supervision.issue-token': ['MEMBER'],
  'supervision.begin-casting': office,
  'supervision.close-ballot': office,
  'supervision.cancel-ballot': office,
  'supervision.ballots': totals,
  'supervision.ballot': totals,
  'supervision.my-token': ['MEMBER'],
  'supervision.spent-tokens': totals,
  'supervision.counted-choices': totals,
}
