import { type consultations as c, Id, type Role, STAFF } from '@lianxie/contracts'
import type { Actor } from '@lianxie/service-kit'
import { type Expression, type RawBuilder, sql, type SqlBool } from 'kysely'

/** Who reads the annual plan at all (`domain.md` §3.1); how much each sees is below. */
export const PLAN_READERS = [
  ...STAFF,
  'CHAIR',
  'MEMBER',
  'GROUP_CLERK',
  'UNIT_HANDLER',
  'UNIT_LEADER',
  'SUPERVISION_OFFICE',
  'PARTNER_STAFF',
  'ANALYST',
] as const satisfies readonly Role[]

/** 机关与领导: sees everything, with who did it. */
export const seesAll = (role: Role): boolean => role === 'CHAIR' || (STAFF as readonly Role[]).includes(role)

/** States in which an item is no part of a plan, or not yet. */
const OUTSIDE: readonly c.ItemState[] = ['PROPOSED', 'DECLINED', 'MERGED', 'WITHDRAWN']
const NOT_ADOPTED: readonly c.ItemState[] = [...OUTSIDE, 'SHORTLISTED']

/** Items of an actor's list: suggested by the account, its member, its unit or its body. */
export function isOwn({ id, memberId, units }: Actor): RawBuilder<boolean> {
  const sources = [...(memberId === undefined ? [] : [memberId]), ...idsOf(units)]
  return sql<boolean>`(plan_item.proposed_by = ${id} or plan_item.source_id = any(${sources}::uuid[]))`
}

/** Which rows of `plan_item` an actor sees. */
export function visibleItems(actor: Actor): Expression<SqlBool> {
  if (seesAll(actor.role)) return sql<SqlBool>`true`
  const own = isOwn(actor)
  const adopted = sql<SqlBool>`plan_item.state <> all(${NOT_ADOPTED}::text[])`
  switch (actor.role) {
    case 'GROUP_CLERK':
    case 'SUPERVISION_OFFICE':
      return sql<SqlBool>`(plan_item.state <> all(${OUTSIDE}::text[]) or ${own})`
    case 'MEMBER':
    case 'ANALYST':
      return sql<SqlBool>`(${adopted} or ${own})`
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER': {
      const units = idsOf(actor.units)
      const asked = sql<SqlBool>`exists (select from plan_opinion o
        where o.plan_id = plan_item.plan_id and o.unit_id = any(${units}::uuid[]))`
      const forwarded = sql<SqlBool>`exists (select from plan_recipient r
        where r.plan_id = plan_item.plan_id and r.kind = 'UNIT' and r.recipient_id = any(${units}::uuid[]))`
      return sql<SqlBool>`(${own}
        or ${adopted} and (plan_item.counterpart_unit_ids && ${units}::uuid[] or ${forwarded})
        or plan_item.state <> all(${OUTSIDE}::text[]) and ${asked})`
    }
    case 'PARTNER_STAFF':
      return sql<SqlBool>`(${adopted} and exists (select from item_joint_link l where l.item_id = plan_item.id))`
    default:
      return sql<SqlBool>`false`
  }
}

/** Which rows of `plan` an actor sees: members and units also one that asks for topics. */
export function visiblePlans(actor: Actor): Expression<SqlBool> {
  if (seesAll(actor.role) || actor.role === 'GROUP_CLERK' || actor.role === 'SUPERVISION_OFFICE')
    return sql<SqlBool>`true`
  const adopted = sql<SqlBool>`plan.adopted_on is not null`
  switch (actor.role) {
    case 'MEMBER':
      return sql<SqlBool>`(${adopted} or plan.state = 'COLLECTING')`
    case 'ANALYST':
      return adopted
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER': {
      const units = idsOf(actor.units)
      return sql<SqlBool>`(plan.state = 'COLLECTING'
        or exists (select from plan_opinion o where o.plan_id = plan.id and o.unit_id = any(${units}::uuid[]))
        or ${adopted} and (exists (select from plan_recipient r
            where r.plan_id = plan.id and r.kind = 'UNIT' and r.recipient_id = any(${units}::uuid[]))
          or exists (select from plan_item i
            where i.plan_id = plan.id and i.counterpart_unit_ids && ${units}::uuid[])))`
    }
    case 'PARTNER_STAFF':
      return sql<SqlBool>`(${adopted} and exists (select from plan_item i
        join item_joint_link l on l.item_id = i.id where i.plan_id = plan.id))`
    default:
      return sql<SqlBool>`false`
  }
}

/** A token may name units in a form that is no id of the directory. */
export const idsOf = (units: readonly string[]): string[] => units.filter((id) => Id.safeParse(id).success)
