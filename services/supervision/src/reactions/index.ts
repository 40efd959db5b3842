import {
  hearCommittee,
  hearMembers,
  hearPolicies,
  hearSectorsOfMembers,
  hearUnits,
  type Reaction,
} from '@lianxie/service-kit'
import { onBody } from './on-body.ts'
import { onLevel } from './on-level.ts'
import { onPlanItem } from './on-plan-item.ts'

/** What this service hears from others. */
export const reactions: Reaction[] = [
  ...onBody,
  ...hearUnits(),
  ...hearMembers,
  ...hearSectorsOfMembers,
  ...hearCommittee,
  ...hearPolicies,
  ...onPlanItem,
  ...onLevel,
]
