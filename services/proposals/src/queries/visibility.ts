import { type Role, STAFF } from '@lianxie/contracts'
import type { Actor } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'

/** Who reads of proposals at all (`domain.md` §3.1); how much each sees is below. */
export const READERS = [
  ...STAFF,
  'CHAIR',
  'MEMBER',
  'GROUP_CLERK',
  'UNIT_HANDLER',
  'UNIT_LEADER',
  'SUPERVISION_OFFICE',
] as const satisfies readonly Role[]

/** The units that the actor acts for, in the unit roles alone. */
export const unitsOf = ({ role, units }: Actor): string[] =>
  role === 'UNIT_HANDLER' || role === 'UNIT_LEADER' ? [...units] : []

/** The ids under which the actor proposes: the member, or the bodies and sectors of a clerk. */
export const proposersOf = ({ role, memberId, units }: Actor): string[] =>
  role === 'MEMBER' ? (memberId === undefined ? [] : [memberId]) : role === 'GROUP_CLERK' ? [...units] : []

/** Proposals that nobody but their proposers has seen. */
const UNSEEN = sql`('DRAFT', 'COSIGNING', 'DISCARDED')`
/** Proposals that are with the office and not decided. */
const UNDECIDED = sql`('SUBMITTED', 'UNDER_REVIEW', 'RETURNED_FOR_REVISION', 'NOT_FILED', 'CONVERTED', 'WITHDRAWN')`

/** True where the actor proposed it, or is asked to cosign, or signed. */
export const ownProposals = (actor: Actor): RawBuilder<boolean> => {
  const ids = proposersOf(actor)
  if (ids.length === 0) return sql<boolean>`false`
  if (actor.role === 'GROUP_CLERK') return sql<boolean>`proposal.lead_id = any(${ids}::uuid[])`
  return sql<boolean>`proposal.id in (
    select led.id from proposal led where led.lead_id = any(${ids}::uuid[])
    union all
    select own.proposal_id from proposal_cosigner own
    where own.member_id = any(${ids}::uuid[]) and own.state in ('INVITED', 'SIGNED')
    union all
    select led.id from proposal led where led.kind = 'COLLECTIVE' and led.lead_id in (${convenedBy(ids)}))`
}

/** 召集人: what a body or sector that the member convenes proposes is theirs to read and to sign. */
const convenedBy = (ids: readonly string[]) => sql`
  select body_id from known_post where post = 'CONVENOR' and member_id = any(${ids}::uuid[])
  union all select sector_id from sector_convenor where member_id = any(${ids}::uuid[])`

/** The case that a proposal belongs to: itself, or the one it was merged into. */
export const caseOf = sql<string>`coalesce(proposal.merged_into, proposal.id)`

/**
 * Which rows of `proposal` an actor sees. The proposal office, the general office and chairs all that were submitted; other
 * offices and the supervising office what was filed; members and clerks what was filed, and their own from the draft on;
 * units the cases that are with them. A merged original is as open as the case that it belongs to.
 */
export function visibleProposals(actor: Actor): RawBuilder<boolean> {
  switch (actor.role) {
    case 'MEMBER':
    case 'GROUP_CLERK':
      return sql<boolean>`(${isFiled} or ${ownProposals(actor)} and proposal.state <> 'DISCARDED')`
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER':
      return ofCasesWith(sql`part.unit_id = any(${unitsOf(actor)}::uuid[])`)
    default:
      return seesAll(actor.role) ? sql<boolean>`proposal.state not in ${UNSEEN}` : isFiled
  }
}

/**
 * True of the cases in which a unit has such a `part`, and of their originals. They are looked for from the units, which are
 * few, and not from the proposals; no original has units of its own, as proposals are merged before they are assigned.
 */
export const ofCasesWith = (isSuch: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`proposal.id in (
  select part.proposal_id from proposal_assignment part where part.state <> 'RELEASED' and ${isSuch}
  union all
  select original.id from proposal_assignment part join proposal original on original.merged_into = part.proposal_id
  where part.state <> 'RELEASED' and ${isSuch})`

/**
 * 已立案: filed, whatever became of it, or part of a filed case. The case is looked up for originals alone, one by one:
 * PostgreSQL would rather read all that were filed beforehand.
 */
export const isFiled = sql<boolean>`(proposal.filed_at is not null and proposal.state not in ${UNDECIDED}
  or proposal.state = 'MERGED_INTO' and (
    select target.filed_at is not null from docket target where target.id = proposal.merged_into))`

/** 提案机关、主席: who sees everything that was submitted, and who did it; other offices read what was filed. */
export const seesAll = (role: Role): boolean => ['STAFF_PROPOSAL', 'STAFF_OFFICE', 'CHAIR'].includes(role)

/** Who reads every text of what they see: the office, and who handles cases. */
const READS_ALL_TEXTS: readonly Role[] = ['SUPERVISION_OFFICE', 'UNIT_HANDLER', 'UNIT_LEADER']

/** 不公开的提案: the text of one that shall not be published is for its proposers, the office and those who handle it. */
export const readableText = (actor: Actor): RawBuilder<boolean> =>
  seesAll(actor.role) || READS_ALL_TEXTS.includes(actor.role)
    ? sql<boolean>`true`
    : sql<boolean>`(proposal.publish_consent is distinct from false or ${ownProposals(actor)})`

/**
 * Which rows of `reply` an actor sees, where `proposal` is its case. Drafts are for the units of the case, the proposal
 * office and the supervision office; what was sent is also for its proposers, for clerks and chairs.
 */
export function visibleReplies(actor: Actor): RawBuilder<boolean> {
  switch (actor.role) {
    case 'MEMBER':
      return sql<boolean>`(reply.sent_at is not null and exists (
        select from proposal_delivery delivery
        where delivery.proposal_id = reply.proposal_id and delivery.unit_id = reply.unit_id
          and delivery.round = reply.round and delivery.proposer_id = any(${proposersOf(actor)}::uuid[])))`
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER':
    case 'SUPERVISION_OFFICE':
    case 'STAFF_PROPOSAL':
      return visibleProposals(actor)
    default:
      return sql<boolean>`(reply.sent_at is not null and ${visibleProposals(actor)})`
  }
}

/** 办理过程: what passes between units and offices while a case is handled. */
export function visibleHandling(actor: Actor): RawBuilder<boolean> {
  const takesPart = ['UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE', 'STAFF_PROPOSAL'].includes(actor.role)
  return takesPart ? visibleProposals(actor) : sql<boolean>`false`
}
