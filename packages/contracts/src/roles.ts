import { z } from 'zod'

/** The roles of `domain.md` §3.1; a session acts in one of them. `SYSTEM` is the service itself: its jobs and reactions. */
export const Role = z
  .enum([
    'MEMBER',
    'DEPUTY',
    'GROUP_CLERK',
    'STAFF_PROPOSAL',
    'STAFF_CONSULTATION',
    'STAFF_INFO',
    'STAFF_MEMBER_AFFAIRS',
    'STAFF_OFFICE',
    'CHAIR',
    'UNIT_HANDLER',
    'UNIT_LEADER',
    'SUPERVISION_OFFICE',
    'VENUE_MANAGER',
    'PUBLIC',
    'PARTNER_STAFF',
    'ANALYST',
    'OPS',
    'AUDITOR',
    'SYSTEM',
  ])
  .meta({ id: 'Role' })
export type Role = z.infer<typeof Role>

/** 机关工作人员: every staff role of a committee's office. */
export const STAFF = [
  'STAFF_PROPOSAL',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'STAFF_MEMBER_AFFAIRS',
  'STAFF_OFFICE',
] as const satisfies readonly Role[]
