import { directory as d } from '@lianxie/contracts'
import { type Answer, answerImportPreview } from '@lianxie/service-kit'
import { bodies, body } from './bodies.ts'
import { committees } from './committees.ts'
import { accesses, contact, corrections } from './contact.ts'
import { member, members } from './members.ts'
import { policies, policy, policyDiff, policyInForce } from './policies.ts'
import { resolve } from './resolve.ts'
import { sectors } from './sectors.ts'
import { staffList } from './staff.ts'
import { unit, units } from './units.ts'

/** Everything that can be read of the directory. */
export const answers: readonly Answer<any, any>[] = [
  committees,
  bodies,
  body,
  sectors,
  units,
  unit,
  members,
  member,
  staffList,
  contact,
  corrections,
  accesses,
  resolve,
  answerImportPreview(d.ImportPreview, ['STAFF_MEMBER_AFFAIRS', 'STAFF_OFFICE', 'STAFF_PROPOSAL']),
  policies,
  policy,
  policyDiff,
  policyInForce,
]
