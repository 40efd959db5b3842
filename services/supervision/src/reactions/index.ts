import type { Reaction } from '@lianxie/service-kit'
import { onAppraisal } from './on-appraisal.ts'
import { onBallot } from './on-ballot.ts'
import { onBody } from './on-body.ts'
import { onField } from './on-field.ts'
import { onGroup } from './on-group.ts'
import { onHistory } from './on-history.ts'
import { onLevel } from './on-level.ts'
import { onMember } from './on-member.ts'
import { onPolicy } from './on-policy.ts'
import { onRectification } from './on-rectification.ts'
import { onReport } from './on-report.ts'
import { onUnit } from './on-unit.ts'
import { onPlanItem } from './on-plan-item.ts'

/** What this service hears from others. */
export const reactions: Reaction[] = [
  ...onBody,
  ...onUnit,
  ...onMember,
  ...onPolicy,
  ...onPlanItem,
  ...onGroup,
  ...onField,
  ...onRectification,
  ...onReport,
  ...onAppraisal,
  ...onBallot,
  ...onHistory,
  ...onLevel,
]
