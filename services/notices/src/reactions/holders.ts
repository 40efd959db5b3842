import { identity as i, notices as n, type Role } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** Whom something concerns: members, units and bodies by their ids, and the offices whose work it is. */
export interface Concerned {
  members?: readonly (string | null | undefined)[]
  units?: readonly (string | null | undefined)[]
  bodies?: readonly (string | null | undefined)[]
  offices?: boolean
}

const given = (ids: readonly (string | null | undefined)[] = []) => ids.filter((id): id is string => Boolean(id))

const isOf = (roles: readonly Role[]) => (role: Role) => roles.includes(role)
// 督查室 is an office: it looks after all units, whichever its people were registered for.
const UNITS: readonly Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const BODIES: readonly Role[] = ['GROUP_CLERK']
const NO_OFFICE: readonly Role[] = [...i.MEMBER_ROLES, ...UNITS, ...BODIES]

/** 通知对象: the accounts that hold today a role which is told of this kind, for one of these. One query, however many. */
export async function holders(
  tx: Tx<Tables>,
  kind: n.NoticeKind,
  { members, units, bodies, offices = false }: Concerned,
  today: string,
): Promise<{ accountId: string; role: i.GrantableRole }[]> {
  const roles: readonly Role[] = n.TOLD_ROLES[kind]
  const [memberIds, unitIds, bodyIds] = [given(members), given(units), given(bodies)]
  const asMembers = roles.filter(isOf(i.MEMBER_ROLES))
  const asUnits = roles.filter(isOf(UNITS))
  const asBodies = roles.filter(isOf(BODIES))
  const asOffices = offices ? roles.filter((role) => !NO_OFFICE.includes(role)) : []
  const { rows } = await sql<{ accountId: string; role: i.GrantableRole }>`
    select distinct g.account_id as "accountId", g.role from known_grant g
    where g.from_on <= ${today} and g.until_on >= ${today}
      and not exists (select from known_stopped s where s.account_id = g.account_id)
      and (
        (g.role = any(${[...asMembers]}::text[]) and g.member_id = any(${memberIds}::uuid[]))
        or (g.role = any(${asUnits}::text[]) and g.unit_ids && ${unitIds}::uuid[])
        or (g.role = any(${asBodies}::text[]) and g.unit_ids && ${bodyIds}::uuid[])
        or g.role = any(${asOffices}::text[])
      )
    order by 1, 2`.execute(tx)
  return rows
}
