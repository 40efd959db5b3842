import type { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// `domain.md` §3.1 "ballot (appraisal, …)": MEMBER votes, STAFF of the own office opens and closes, CHAIR and UNIT read
// totals, ANALYST totals, SUPERVISION_OFFICE nothing. §2.3: the chairpersons' meeting proposes and the party committee
// agrees, which the general office records; the opinion letter is signed by a chair; a unit mends and never checks itself.
const office: Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const staff: Role[] = ['STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_OFFICE', 'STAFF_INFO', 'STAFF_MEMBER_AFFAIRS']
const units: Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const read: Role[] = [...staff, 'CHAIR', 'MEMBER', ...units, 'AUDITOR']

export const appraisalAccess: Access = {
  'supervision.propose-appraisal': office,
  'supervision.change-appraisal': office,
  'supervision.approve-appraisal': ['STAFF_OFFICE', 'CHAIR'],
  'supervision.mobilise-appraisal': office,
  'supervision.publish-questionnaire': office,
  'supervision.end-questionnaire': office,
  'supervision.withhold-answer-text': office,
  'supervision.open-hearing': office,
  'supervision.record-unit-report': office,
  'supervision.record-totals': office,
  'supervision.declare-appraisal-result': [...office, 'CHAIR'],
  'supervision.draft-opinion-letter': office,
  'supervision.countersign-opinion-letter': ['CHAIR'],
  'supervision.report-appraisal-rectification': units,
  'supervision.recheck-appraised-unit': office,
  'supervision.close-appraisal': office,
  'supervision.cancel-appraisal': office,
  'supervision.appraisals': read,
  'supervision.appraisal': read,
  'supervision.appraisal-result': [...read, 'ANALYST'],
  'supervision.hall-screen': [...office, 'CHAIR', 'MEMBER'],
  'supervision.open-questionnaire': 'everybody',
  'supervision.questionnaire-result': [...office, 'CHAIR'],
  'supervision.answer-texts': office,
}
