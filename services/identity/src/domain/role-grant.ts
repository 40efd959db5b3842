import { type CommandOf, identity as i, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Account } from './account.ts'
import type { Deciding } from './deciding.ts'

/** 授权, as far as decisions need to know it. */
export interface RoleGrant {
  id: string
  accountId: string
  role: i.GrantableRole
  memberId?: string
  unitIds: readonly string[]
  fromOn: string
  untilOn: string
  state: i.RoleGrantState
  proposedBy: string
}

/** A grant with the time by the clock that its tokens are issued by. */
export interface HeldGrant {
  grant: RoleGrant
  at: Date
}

export interface Proposing {
  accounts: ReadonlyMap<string, Account>
  /** What these accounts hold or were proposed, unless it has ended. */
  standing: readonly RoleGrant[]
  /** By id, what the directory calls them. */
  parties: ReadonlyMap<string, 'UNIT' | 'BODY'>
}

/** 一届 and a year. */
const MOST_DAYS = 6 * 366

/** 提请授权. */
export function proposeRoleGrant(
  { accounts, standing, parties }: Proposing,
  { accountIds, role, unitIds = [], fromOn, untilOn }: CommandOf<typeof i.ProposeRoleGrant>,
  { now, newId }: Deciding,
) {
  requireDays(fromOn, untilOn, now)
  requireParties(role, unitIds, parties)
  return accountIds.map((accountId, index) => {
    const field = `accountIds.${index}`
    const account = accounts.get(accountId)
    if (!account) throw new Refusal('common.not_found', { field })
    if (account.state === 'STOPPED') throw new Refusal('account.stopped', { field })
    const isMember = i.MEMBER_ROLES.includes(role)
    if (isMember && account.memberId === undefined) throw new Refusal('role.no_member', { field })
    const rival = standing.some(
      (other) =>
        other.accountId === accountId &&
        other.role === role &&
        sameSet(other.unitIds, unitIds) &&
        other.fromOn <= untilOn &&
        other.untilOn >= fromOn,
    )
    if (rival) throw new Refusal('role.held', { field })
    const memberId = isMember ? account.memberId : undefined
    const whom = { unitIds: [...unitIds], ...(memberId !== undefined && { memberId }) }
    return i.RoleGrantProposed({ grantId: newId(), accountId, role, ...whom, fromOn, untilOn })
  })
}

/** 批准授权: by somebody who neither proposed it nor gets it. */
export function approveRoleGrant(
  { grants, accounts }: { grants: readonly RoleGrant[]; accounts: ReadonlyMap<string, Account> },
  _: unknown,
  { actor, now }: Deciding,
) {
  return grants.map(({ id: grantId, state, proposedBy, ...grant }, index) => {
    const field = `grantIds.${index}`
    const { accountId, role, memberId, unitIds, fromOn, untilOn } = grant
    if (actor.id === proposedBy || actor.id === accountId) throw new Refusal('role.same_person', { field })
    if (state !== 'PROPOSED') throw new Refusal('role.not_proposed', { field })
    if (untilOn < shanghaiDate(now)) throw new Refusal('role.days', { field })
    if (accounts.get(accountId)?.state !== 'ACTIVE') throw new Refusal('account.stopped', { field })
    const whom = { unitIds: [...unitIds], ...(memberId !== undefined && { memberId }) }
    return i.RoleGranted({ grantId, accountId, role, ...whom, fromOn, untilOn })
  })
}

/**
 * 重新确认: the roles in force end and are proposed as they were, so that whoever opened an account to somebody does not by
 * that act in it alone: they wait for a keeper other than this one.
 */
export function confirmAnew(
  { grants, at }: { grants: readonly RoleGrant[]; at: Date },
  { now, newId }: Pick<Deciding, 'now' | 'newId'>,
) {
  const today = shanghaiDate(now)
  return grants
    .filter(({ state, untilOn }) => state === 'ACTIVE' && untilOn >= today)
    .flatMap((grant) => {
      const { accountId, role, memberId, unitIds, untilOn } = grant
      const whom = { unitIds: [...unitIds], ...(memberId !== undefined && { memberId }) }
      const fromOn = grant.fromOn > today ? grant.fromOn : today
      return [
        ended(grant, 'DECIDED', at),
        i.RoleGrantProposed({ grantId: newId(), accountId, role, ...whom, fromOn, untilOn }),
      ]
    })
}

/** 收回授权; a proposed one is turned down. */
export function revokeRole({ grant, at }: HeldGrant) {
  if (grant.state === 'ENDED') throw new Refusal('role.ended')
  return [ended(grant, grant.state === 'PROPOSED' ? 'WITHDRAWN' : 'DECIDED', at)]
}

/** 到期、离任: what has ended meanwhile, or lasts longer now, stays as it is. */
export function lapseRole(
  { grant, at }: HeldGrant,
  { ending, ifUntil }: CommandOf<typeof i.LapseRole>,
  { now }: Deciding,
) {
  if (grant.state === 'ENDED') return []
  if (ending === 'LEFT') return [ended(grant, grant.state === 'PROPOSED' ? 'WITHDRAWN' : 'LEFT', at)]
  if (grant.untilOn !== ifUntil || shanghaiDate(now) <= grant.untilOn) return []
  return [ended(grant, 'EXPIRED', at)]
}

const ended = ({ id: grantId, accountId, role }: RoleGrant, ending: i.RoleEnding, at: Date) =>
  i.RoleRevoked({ grantId, accountId, role, ending, revokedAt: at.toISOString() })

function requireDays(fromOn: string, untilOn: string, now: Date): void {
  const today = shanghaiDate(now)
  const days = (Date.parse(untilOn) - Date.parse(today)) / 86_400_000
  if (fromOn < today) throw new Refusal('role.days', { field: 'fromOn' })
  if (untilOn < fromOn || days > MOST_DAYS) throw new Refusal('role.days', { field: 'untilOn' })
}

/** One acts for units, or for bodies, or for none, as the role is. */
function requireParties(
  role: i.GrantableRole,
  unitIds: readonly string[],
  parties: ReadonlyMap<string, 'UNIT' | 'BODY'>,
): void {
  const kind = i.UNIT_ROLES.includes(role) ? 'UNIT' : i.BODY_ROLES.includes(role) ? 'BODY' : undefined
  if (kind && unitIds.length === 0) throw new Refusal('role.units_missing', { field: 'unitIds' })
  if (!kind && unitIds.length > 0) throw new Refusal('role.units_not_asked', { field: 'unitIds' })
  const unknown = unitIds.findIndex((id) => parties.get(id) !== kind)
  if (unknown >= 0) throw new Refusal('role.unknown_unit', { field: `unitIds.${unknown}` })
}

const sameSet = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id) => b.includes(id))
