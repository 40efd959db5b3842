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

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const idsOf = (units: readonly string[]) => units.filter((id) => UUID.test(id))

/** The units that the actor acts for, in the unit roles alone. */
export const unitsOf = ({ role, units }: Actor): string[] =>
  role === 'UNIT_HANDLER' || role === 'UNIT_LEADER' ? idsOf(units) : []

/** The ids under which the actor proposes: the member, or the bodies and sectors of a clerk. */
export const proposersOf = ({ role, memberId, units }: Actor): string[] =>
  role === 'MEMBER' ? (memberId === undefined ? [] : [memberId]) : role === 'GROUP_CLERK' ? idsOf(units) : []

/** Proposals that nobody but their proposers has seen. */
const UNSEEN = sql`('DRAFT', 'COSIGNING', 'DISCARDED')`
/** Proposals that are with the office and not decided. */
const UNDECIDED = sql`('SUBMITTED', 'UNDER_REVIEW', 'RETURNED_FOR_REVISION', 'NOT_FILED', 'CONVERTED', 'WITHDRAWN')`

/** True where the actor proposed it, or is asked to cosign, or signed. */
export const ownProposals = (actor: Actor): RawBuilder<boolean> => {
  const ids = proposersOf(actor)
  if (ids.length === 0) return sql<boolean>`false`
  if (actor.role === 'GROUP_CLERK') return sql<boolean>`proposal.lead_id = any(${ids}::uuid[])`
  return sql<boolean>`(proposal.lead_id = any(${ids}::uuid[]) or exists (
    select from proposal_cosigner own
    where own.proposal_id = proposal.id and own.member_id = any(${ids}::uuid[])
      and own.state in ('INVITED', 'SIGNED')))`
}

/** The case that a proposal belongs to: itself, or the one it was merged into. */
export const caseOf = sql<string>`coalesce(proposal.merged_into, proposal.id)`

/**
 * Which rows of `proposal` an actor sees. Staff and chairs all that were submitted; the supervising office what was filed;
 * members and clerks what was filed, and their own from the draft on; units the cases that are with them. A merged
 * original is as open as the case that it belongs to.
 */
export function visibleProposals(actor: Actor): RawBuilder<boolean> {
  switch (actor.role) {
    case 'MEMBER':
    case 'GROUP_CLERK':
      return sql<boolean>`(${isFiled} or ${ownProposals(actor)} and proposal.state <> 'DISCARDED')`
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER':
      return sql<boolean>`exists (select from proposal_assignment mine
        where mine.proposal_id = ${caseOf} and mine.unit_id = any(${unitsOf(actor)}::uuid[]))`
    case 'SUPERVISION_OFFICE':
      return isFiled
    default:
      return sql<boolean>`proposal.state not in ${UNSEEN}`
  }
}

/** 已立案: filed, whatever became of it, or part of a filed case. */
export const isFiled = sql<boolean>`(proposal.filed_at is not null and proposal.state not in ${UNDECIDED}
  or proposal.state = 'MERGED_INTO' and exists (
    select from proposal target where target.id = proposal.merged_into and target.filed_at is not null))`

/** 机关工作人员、主席: who sees everything that was submitted, and who did it. */
export const seesAll = (role: Role): boolean => role === 'CHAIR' || (STAFF as readonly Role[]).includes(role)
