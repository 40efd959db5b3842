import { CommitteeId, Instant, LocalDate } from '@lianxie/contracts'
import { z } from 'zod'
import { deadline, type Deadline, type DeadlineInput } from './deadline.ts'
import { POLICY_KEYS, POLICY_RULES, type PolicyKey, type TermKey } from './policy-rules.ts'
import { shanghaiDate } from './shanghai-date.ts'
import type { WorkingCalendar } from './working-calendar.ts'

type Shape = { [K in PolicyKey]: (typeof POLICY_RULES)[K]['schema'] }
/** Rules that came after packs had been approved: in a pack without them the product's default holds. */
const LATER: readonly PolicyKey[] = [
  'proposal.collectiveKinds',
  'proposal.categories',
  'proposal.stages',
  'proposal.meetingRequired',
  'proposal.followUpEvery',
  'proposal.keyVoteQuorum',
  'supervision.appraisalOptions',
  'supervision.appraisalItems',
  'supervision.appraisalRanked',
  'supervision.minimumCount',
  'supervision.disputeDue',
  'supervision.lookBackAfter',
]
const schemaOf = (key: PolicyKey): z.ZodType => {
  const { schema, default: initial } = POLICY_RULES[key]
  return LATER.includes(key) ? (schema as z.ZodType).default(initial as never) : schema
}
const shape = Object.fromEntries(POLICY_KEYS.map((key) => [key, schemaOf(key)])) as unknown as Shape

/** A value for every rule of `POLICY_RULES`. */
export const PolicyValues = z.strictObject(shape).meta({ id: 'PolicyValues' })
export type PolicyValues = z.infer<typeof PolicyValues>

/** The account of a person, never a name. */
export const PersonId = z.string().min(1).max(100)

/** 本地规则包: one version of a committee's local rules. What is approved never changes; a later version takes over. */
export const PolicyPack = z
  .strictObject({
    committee: CommitteeId,
    /** Counted per committee from 1; 0 is the product's default. */
    version: z.int().nonnegative(),
    stage: z.enum(['draft', 'approved', 'rejected']),
    /** The first day on which the rules hold, in Asia/Shanghai. */
    effectiveFrom: LocalDate,
    /** The first day on which they no longer hold: that of the version which took over. */
    until: LocalDate.optional(),
    values: PolicyValues,
    reason: z.string().min(1).max(500),
    draftedBy: PersonId,
    draftedAt: Instant,
    decidedBy: PersonId.optional(),
    decidedAt: Instant.optional(),
  })
  .meta({ id: 'PolicyPack' })
export type PolicyPack = z.infer<typeof PolicyPack>

export const defaultValues: PolicyValues = PolicyValues.parse(
  Object.fromEntries(POLICY_KEYS.map((key) => [key, POLICY_RULES[key].default])),
)

/** The rules a committee has before it approves its own: version 0, in force since ever. */
export function defaultPack(committee: CommitteeId): PolicyPack {
  const product = 'product-default'
  return {
    committee,
    version: 0,
    stage: 'approved',
    effectiveFrom: '1992-01-01',
    values: defaultValues,
    reason: '产品默认值 / defaults of the product',
    draftedBy: product,
    draftedAt: '1992-01-01T00:00:00.000Z',
  }
}

/**
 * The rules in force at an instant: the highest approved version that had taken effect by that day. What began under a
 * version is judged by it, so ask with the instant at which the clock began. `undefined` when none had taken effect.
 */
export function packAt(packs: readonly PolicyPack[], at: Date | Instant): PolicyPack | undefined {
  const date = shanghaiDate(at)
  return packs
    .filter(({ stage, effectiveFrom }) => stage === 'approved' && effectiveFrom <= date)
    .reduce<PolicyPack | undefined>((best, pack) => (best && best.version > pack.version ? best : pack), undefined)
}

/** How a version stands on the day of an instant: 拟订、已批准、施行中、已被取代、未通过. */
export function standing(
  { stage, effectiveFrom, until }: PolicyPack,
  at: Date | Instant,
): 'draft' | 'rejected' | 'approved' | 'in-force' | 'superseded' {
  const date = shanghaiDate(at)
  if (stage !== 'approved') return stage
  if (until !== undefined && until <= date) return 'superseded'
  return effectiveFrom <= date ? 'in-force' : 'approved'
}

/** A deadline by one of the pack's terms, counted after or before the anchor as the rule says. */
export function dueBy(
  { values }: Pick<PolicyPack, 'values'>,
  key: TermKey,
  input: Omit<DeadlineInput, 'term' | 'direction'>,
  calendar?: WorkingCalendar,
): Deadline {
  return deadline({ ...input, term: values[key], direction: POLICY_RULES[key].counted }, calendar)
}
