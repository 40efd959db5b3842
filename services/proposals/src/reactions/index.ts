import type { Reaction } from '@lianxie/service-kit'
import { onBody } from './on-body.ts'
import { onJointResult } from './on-joint-result.ts'
import { onMember } from './on-member.ts'
import { onPolicy } from './on-policy.ts'
import { onSession } from './on-session.ts'
import { onUnit } from './on-unit.ts'

/** What this service hears from others. */
export const reactions: Reaction[] = [...onBody, ...onUnit, ...onMember, ...onPolicy, ...onSession, ...onJointResult]
