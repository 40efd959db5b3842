import { hearMembers, hearPolicies, hearUnits, type Reaction } from '@lianxie/service-kit'
import { onBody } from './on-body.ts'
import { onJointTopic } from './on-joint-topic.ts'
import { onSupervision } from './on-supervision.ts'

/** What this service hears from others. */
export const reactions: Reaction[] = [
  ...onBody,
  ...hearUnits(({ name, shortName }) => ({ name, short_name: shortName ?? null })),
  ...onJointTopic,
  ...hearMembers,
  ...hearPolicies,
  ...onSupervision,
]
