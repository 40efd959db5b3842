import type { Role } from '@lianxie/contracts'
import type { Actor } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { seesAll, visibleProjects } from './visibility.ts'

/**
 * The visits that an actor sees: those of the projects that they see, and a unit those that concern it. An unannounced visit
 * is hidden from units and from the offices of party and government until it took place; one that was cancelled stays hidden.
 */
export function visibleVisits(actor: Actor): RawBuilder<boolean> {
  if (seesAll(actor.role)) return sql<boolean>`true`
  switch (actor.role) {
    case 'MEMBER':
    case 'AUDITOR':
      return visibleProjects(actor)
    case 'SUPERVISION_OFFICE':
      return sql<boolean>`(${visibleProjects(actor)} and ${isNoSecret})`
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER':
      return sql<boolean>`(visit.unit_ids && ${[...actor.units]}::uuid[] and ${isNoSecret})`
    default:
      return sql<boolean>`false`
  }
}

const isNoSecret = sql<boolean>`(visit.state = 'HELD' or visit.kind <> 'UNANNOUNCED_VISIT')`

/** Who reads what was written of a visit, and is given pictures as they were taken: the office and the group. */
export const isInside = ({ role }: Pick<Actor, 'role'>): boolean => INSIDE.includes(role)

const INSIDE: readonly Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'MEMBER', 'AUDITOR']
