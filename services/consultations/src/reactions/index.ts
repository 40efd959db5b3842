import type { Reaction } from '@lianxie/service-kit'
import { onBody } from './on-body.ts'
import { onJointTopic } from './on-joint-topic.ts'
import { onMember } from './on-member.ts'
import { onPolicy } from './on-policy.ts'
import { onSupervision } from './on-supervision.ts'
import { onUnit } from './on-unit.ts'

/** What this service hears from others. */
export const reactions: Reaction[] = [...onBody, ...onUnit, ...onJointTopic, ...onMember, ...onPolicy, ...onSupervision]
