import { z } from 'zod'
import { event } from '../define.ts'
import { Id, Instant, LocalDate } from '../primitives.ts'
import { GrantableRole, RoleEnding } from './account.ts'

const grant = { aggregate: 'role-grant', key: 'grantId' } as const

const granted = {
  grantId: Id,
  accountId: Id,
  role: GrantableRole,
  memberId: Id.optional(),
  unitIds: z.array(Id).max(50),
  fromOn: LocalDate,
  untilOn: LocalDate,
}

export const RoleGrantProposed = event(
  'identity.role-grant-proposed',
  1,
  { zh: '授权已提请', en: 'A role was proposed for an account', ...grant },
  granted,
)

export const RoleGranted = event(
  'identity.role-granted',
  1,
  { zh: '角色已授予', en: 'A role was granted, by a second person', ...grant },
  granted,
)

export const RoleRevoked = event(
  'identity.role-revoked',
  1,
  { zh: '角色已终止', en: 'A grant ended; tokens issued in the role until then are void', ...grant },
  /** By the clock that tokens are issued by. */
  { grantId: Id, accountId: Id, role: GrantableRole, ending: RoleEnding, revokedAt: Instant },
)
