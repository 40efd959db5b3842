import { command } from '../define.ts'
import { Id, LocalDate } from '../primitives.ts'
import { GrantableRole, Reason, RoleEnding, someIds } from './account.ts'

export const ProposeRoleGrant = command(
  'identity.propose-role-grant',
  { zh: '提请授权', en: 'Proposes a role for one or several accounts, with a reason and an end' },
  {
    accountIds: someIds(300),
    role: GrantableRole,
    /** 承办单位, 机构: for whom one acts, in the roles that act for somebody. */
    unitIds: someIds(50).optional(),
    fromOn: LocalDate,
    /** The last day. */
    untilOn: LocalDate,
    reason: Reason,
  },
)

export const ApproveRoleGrant = command(
  'identity.approve-role-grant',
  { zh: '批准授权（须由另一人）', en: 'Approves proposed grants; neither the proposer nor the grantee may' },
  { grantIds: someIds(300) },
)

export const RevokeRole = command(
  'identity.revoke-role',
  { zh: '收回授权', en: 'Ends a grant, or turns a proposed one down' },
  { grantId: Id, reason: Reason },
)

/** 到期、离任: asked by the service itself. */
export const LapseRole = command(
  'identity.lapse-role',
  { zh: '授权终止', en: 'Ends a grant whose time is over or whose holder has left' },
  { grantId: Id, ending: RoleEnding.extract(['EXPIRED', 'LEFT']), ifUntil: LocalDate.optional() },
)
