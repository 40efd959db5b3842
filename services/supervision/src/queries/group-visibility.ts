import type { Actor } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { groupsOf, seesAll } from './visibility.ts'

/** The groups that an actor sees: a member their own, a unit those that are posted to it. */
export function visibleGroups(actor: Actor): RawBuilder<boolean> {
  if (seesAll(actor.role)) return sql<boolean>`true`
  switch (actor.role) {
    case 'SUPERVISION_OFFICE':
    case 'AUDITOR':
      return sql<boolean>`true`
    case 'MEMBER':
      return sql<boolean>`supervision_group.id in ${groupsOf(actor)}`
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER':
      return sql<boolean>`supervision_group.id in (select posted.group_id from group_posting posted
        where posted.unit_id = any(${[...actor.units]}::uuid[]) and posted.until_on is null)`
    default:
      return sql<boolean>`false`
  }
}
