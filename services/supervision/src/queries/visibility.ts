import { type Role, STAFF } from '@lianxie/contracts'
import type { Actor } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { figureOf, isListed } from '../store/finding-figures.ts'

/** Who reads anything of supervision; `domain.md` §3.1, “supervision finding”. */
export const READERS = [
  ...STAFF,
  'CHAIR',
  'MEMBER',
  'UNIT_HANDLER',
  'UNIT_LEADER',
  'SUPERVISION_OFFICE',
  'AUDITOR',
] as const

/** 机关、主席: who sees every project and what is written of it. */
export const seesAll = (role: Role): boolean => role === 'CHAIR' || (STAFF as readonly Role[]).includes(role)

/** 承办单位. */
export const isUnit = (role: Role): boolean => role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'

/** 监督小组成员: the groups that a member is in, or was in when they ended; whoever left before sees them no more. */
export const groupsOf = ({ memberId }: Actor): RawBuilder<unknown> => sql`(
  select own.group_id from group_member own join supervision_group its on its.id = own.group_id
  where own.member_id = ${memberId ?? null}::uuid and (own.until_on is null or own.until_on = its.ended_on))`

/**
 * The projects that an actor sees: the office, chairs and the supervision office all that were agreed to, a member those of
 * their groups, a unit those in which a list was sent to it.
 */
export function visibleProjects(actor: Actor): RawBuilder<boolean> {
  if (seesAll(actor.role)) return sql<boolean>`true`
  switch (actor.role) {
    case 'SUPERVISION_OFFICE':
      return sql<boolean>`project.state not in ('PROPOSED', 'CANCELLED')`
    case 'AUDITOR':
      return sql<boolean>`true`
    case 'MEMBER':
      return sql<boolean>`project.id in (select given.project_id from project_group given
        where given.group_id in ${groupsOf(actor)})`
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER':
      return sql<boolean>`project.id in (select own.project_id from finding own
        where own.unit_id = any(${[...actor.units]}::uuid[]) and own.list_id is not null)`
    default:
      return sql<boolean>`false`
  }
}

/** The findings that an actor sees: a unit its own that were sent to it, a member those of their groups. */
export function visibleFindings(actor: Actor): RawBuilder<boolean> {
  if (seesAll(actor.role)) return sql<boolean>`true`
  switch (actor.role) {
    case 'AUDITOR':
      return sql<boolean>`true`
    case 'SUPERVISION_OFFICE':
      return isListed
    case 'MEMBER':
      return sql<boolean>`finding.project_id in (select given.project_id from project_group given
        where given.group_id in ${groupsOf(actor)})`
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER':
      return sql<boolean>`(finding.unit_id = any(${[...actor.units]}::uuid[]) and finding.list_id is not null)`
    default:
      return sql<boolean>`false`
  }
}

/** The findings that the figures of an actor count: the supervision office is told of nothing but what is on a list. */
export const countedFindings = ({ role }: Actor, now: Date): RawBuilder<boolean> =>
  figureOf(role === 'SUPERVISION_OFFICE' ? 'LISTED' : 'FINDINGS', now)
