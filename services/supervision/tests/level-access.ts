import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §3.1, row "compact, topic, record, task": staff create and change, chairs read all; §3.2: a partner's summary
// is for those who work on the compact, and the auditor.
const office: Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const read: Role[] = [...office, 'CHAIR', 'AUDITOR']

export const levelAccess: Access = {
  'supervision.propose-from-template': office,
  'supervision.prepare-level-report': office,
  'supervision.approve-level-report': office,
  'supervision.level-templates': read,
  'supervision.level-template': read,
  'supervision.level-report': read,
}
