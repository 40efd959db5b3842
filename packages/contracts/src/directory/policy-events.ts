import { z } from 'zod'
import { event } from '../define.ts'
import { CommitteeId, Instant, line, LocalDate, text } from '../primitives.ts'
import { PolicyVersion } from './policy-commands.ts'

/** One version of a committee's local rules, whole; its values are given their types by the policy package. */
export const PolicyPackData = z
  .strictObject({
    committee: CommitteeId,
    version: PolicyVersion,
    stage: z.enum(['draft', 'approved', 'rejected']),
    effectiveFrom: LocalDate,
    until: LocalDate.optional(),
    values: z.record(z.string().max(80), z.json()),
    reason: text(500),
    /** Accounts, never names. */
    draftedBy: line(100),
    draftedAt: Instant,
    decidedBy: line(100).optional(),
    decidedAt: Instant.optional(),
  })
  .meta({ id: 'PolicyPackData' })
export type PolicyPackData = z.infer<typeof PolicyPackData>

// All versions of a committee are one aggregate, so that they arrive in the order in which they were decided.
const policy = { aggregate: 'policy', key: 'committee' } as const
const data = { committee: CommitteeId, version: PolicyVersion, pack: PolicyPackData }

export const PolicyDrafted = event(
  'directory.policy-drafted',
  1,
  { zh: '本地规则已拟订', en: 'Local rules were drafted', ...policy },
  data,
)

export const PolicyApproved = event(
  'directory.policy-approved',
  1,
  {
    zh: '本地规则已批准，自施行日期起适用',
    en: 'Local rules were approved and hold from their day on; the version before ends there',
    ...policy,
    classification: 'public',
  },
  { ...data, effectiveFrom: LocalDate },
)

export const PolicyRejected = event(
  'directory.policy-rejected',
  1,
  { zh: '本地规则草案已退回', en: 'A draft was turned down', ...policy },
  data,
)
