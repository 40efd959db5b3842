import { type Role, STAFF } from '@lianxie/contracts'
import type { Actor } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { idsOf, seesAll } from './plan-visibility.ts'

/** Who reads of sessions at all (`domain.md` §3.1, consultation material); how much each sees is below. */
export const SESSION_READERS = [
  ...STAFF,
  'CHAIR',
  'MEMBER',
  'GROUP_CLERK',
  'UNIT_HANDLER',
  'UNIT_LEADER',
  'SUPERVISION_OFFICE',
] as const satisfies readonly Role[]

/** 协商工作机构与办公室: who prepares sessions. */
export const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const satisfies readonly Role[]

/** The units that the actor acts for, in the unit roles alone. */
export const unitsOf = ({ role, units }: Actor): string[] =>
  role === 'UNIT_HANDLER' || role === 'UNIT_LEADER' ? idsOf(units) : []

/** The ids by which the actor takes part in sessions: the member, or the units. */
export const placesOf = (actor: Actor): string[] =>
  actor.role === 'MEMBER' ? (actor.memberId === undefined ? [] : [actor.memberId]) : unitsOf(actor)

/** True where the actor is among those invited to `session`. */
export const takesPart = (actor: Actor): RawBuilder<boolean> => sql<boolean>`exists (
  select from session_participant own
  where own.session_id = session.id and own.participant_id = any(${placesOf(actor)}::uuid[]))`

/** Which rows of `session` an actor sees: members those that were announced, units those of them that they take part in. */
export function visibleSessions(actor: Actor): RawBuilder<boolean> {
  if (seesAll(actor.role)) return sql<boolean>`true`
  if (actor.role === 'UNIT_HANDLER' || actor.role === 'UNIT_LEADER') {
    return sql<boolean>`(session.announced and ${takesPart(actor)})`
  }
  return sql<boolean>`session.announced`
}

/** What was said in a session is for those who take part, beside the office, the chairs and the supervising offices. */
export const readsRecord = (actor: Actor, isParticipant: boolean): boolean =>
  seesAll(actor.role) || actor.role === 'SUPERVISION_OFFICE' || isParticipant

/**
 * Which rows of `session_material` an actor sees. Before and after the session alike: participants those that a chair
 * released, the other members those meant for all; a unit its own, and what the office meant for the units.
 */
export function visibleMaterials(actor: Actor, isParticipant: boolean): RawBuilder<boolean> {
  const released = sql<boolean>`session_material.state = 'RELEASED'`
  switch (actor.role) {
    case 'MEMBER':
      return isParticipant ? released : sql<boolean>`(${released} and session_material.audience = 'ALL_MEMBERS')`
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER':
      return sql<boolean>`(session_material.unit_id = any(${unitsOf(actor)}::uuid[])
        or ${released} and session_material.audience = 'PARTICIPANTS_AND_UNITS' and ${isParticipant})`
    case 'GROUP_CLERK':
    case 'SUPERVISION_OFFICE':
      return released
    default:
      return seesAll(actor.role) ? sql<boolean>`true` : sql<boolean>`false`
  }
}

/** Which rows of `outcome` an actor sees: units those with a suggestion for them, once it was submitted. */
export function visibleOutcomes(actor: Actor): RawBuilder<boolean> {
  if (seesAll(actor.role)) return sql<boolean>`true`
  const submitted = sql<boolean>`outcome.submitted_on is not null`
  if (actor.role === 'UNIT_HANDLER' || actor.role === 'UNIT_LEADER') {
    return sql<boolean>`(${submitted} and exists (select from outcome_suggestion own
      where own.outcome_id = outcome.id and own.unit_id = any(${unitsOf(actor)}::uuid[])))`
  }
  return submitted
}

/** Which rows of `research` an actor sees: members the groups that they belong to. */
export function visibleResearch(actor: Actor): RawBuilder<boolean> {
  if (seesAll(actor.role)) return sql<boolean>`true`
  if (actor.role !== 'MEMBER' || actor.memberId === undefined) return sql<boolean>`false`
  return sql<boolean>`exists (select from research_member own
    where own.research_id = research.id and own.member_id = ${actor.memberId})`
}

/** Which rows of `commitment` an actor sees: units their own, members those of sessions that they took part in. */
export function visibleCommitments(actor: Actor): RawBuilder<boolean> {
  if (seesAll(actor.role) || actor.role === 'SUPERVISION_OFFICE') return sql<boolean>`true`
  if (actor.role === 'MEMBER') {
    return sql<boolean>`exists (select from session_participant own
      where own.session_id = commitment.session_id and own.participant_id = any(${placesOf(actor)}::uuid[]))`
  }
  return sql<boolean>`commitment.unit_id = any(${unitsOf(actor)}::uuid[])`
}
