import { hearCommittee, hearPolicies, hearUnits, type Reaction } from '@lianxie/service-kit'
import { onBody } from './on-body.ts'
import { onJointResult } from './on-joint-result.ts'
import { onMember } from './on-member.ts'
import { onSession } from './on-session.ts'

/** What this service hears from others. */
export const reactions: Reaction[] = [
  ...onBody,
  ...hearUnits(),
  ...onMember,
  ...hearCommittee,
  ...hearPolicies,
  ...onSession,
  ...onJointResult,
]
