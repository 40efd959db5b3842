import type { Reaction } from '@lianxie/service-kit'
import { onBody } from './on-body.ts'
import { onLevel } from './on-level.ts'
import { onMember } from './on-member.ts'
import { onPolicy } from './on-policy.ts'
import { onUnit } from './on-unit.ts'
import { onPlanItem } from './on-plan-item.ts'

/** What this service hears from others. */
export const reactions: Reaction[] = [...onBody, ...onUnit, ...onMember, ...onPolicy, ...onPlanItem, ...onLevel]
