import { z } from 'zod'
import { several } from '../common/several.ts'
import { query } from '../define.ts'
import { Id, Instant, line, LocalDate, page, pageParams, personal } from '../primitives.ts'
import { AccountState, GrantableRole, RoleEnding, RoleGrantState, Scope, ServiceRole } from './account.ts'

export const RoleGrantRow = z
  .strictObject({
    grantId: Id,
    accountId: Id,
    userName: personal(z.string()),
    /** Of the directory, which resolves the name. */
    personId: Id.optional(),
    role: GrantableRole,
    memberId: Id.optional(),
    unitIds: z.array(Id),
    fromOn: LocalDate,
    untilOn: LocalDate,
    state: RoleGrantState,
    ending: RoleEnding.optional(),
    reason: z.string().optional(),
    proposedBy: z.string(),
    /** Absent of what the service itself proposed at its installation. */
    proposedByName: personal(z.string()).optional(),
    proposedAt: Instant,
    approvedBy: z.string().optional(),
    approvedByName: personal(z.string()).optional(),
    approvedAt: Instant.optional(),
    endedAt: Instant.optional(),
  })
  .meta({ id: 'RoleGrantRow' })

export const AccountRow = z
  .strictObject({
    accountId: Id,
    /** Of the directory, which resolves the name. */
    personId: Id.optional(),
    memberId: Id.optional(),
    userName: personal(z.string()),
    state: AccountState,
    createdAt: Instant,
    /** 尚未修改一次性密码. */
    passwordPending: z.boolean(),
    hasSecondFactor: z.boolean(),
    hasSso: z.boolean(),
    roles: z.array(GrantableRole),
    lastSignInAt: Instant.optional(),
  })
  .meta({ id: 'AccountRow' })

export const Accounts = query(
  'identity.accounts',
  '/accounts',
  { zh: '账号列表', en: 'Accounts by user name' },
  {
    ...pageParams,
    text: line(40).optional(),
    state: AccountState.optional(),
    role: GrantableRole.optional(),
    personId: Id.optional(),
    password: z.enum(['PENDING', 'CHOSEN']).optional(),
  },
  page(AccountRow),
)

export const AccountById = query(
  'identity.account',
  '/accounts/:accountId',
  { zh: '账号', en: 'One account with its grants and sessions' },
  { accountId: Id },
  AccountRow.extend({
    version: z.int(),
    grants: z.array(RoleGrantRow),
    sessions: z.array(z.strictObject({ sessionId: Id, signedInAt: Instant, expiresAt: Instant })),
  }).meta({ id: 'IdentityAccount' }),
)

export const RoleGrants = query(
  'identity.role-grants',
  '/role-grants',
  { zh: '授权列表', en: 'Grants of roles, the newest first' },
  {
    ...pageParams,
    state: several(RoleGrantState),
    role: several(GrantableRole),
    accountId: Id.optional(),
    /** Those that end up to this day. */
    untilOn: LocalDate.optional(),
  },
  page(RoleGrantRow),
)

/** 登录方式 */
export const SignInMethod = z
  .enum(['PASSWORD', 'TOTP', 'RECOVERY', 'SSO', 'STEP_UP', 'PASSWORD_CHANGE', 'SERVICE'])
  .meta({ id: 'SignInMethod' })
export type SignInMethod = z.infer<typeof SignInMethod>

/** 登录结果 */
export const SignInOutcome = z
  .enum(['DONE', 'SECOND_FACTOR', 'WRONG', 'LOCKED', 'SLOWED', 'STOPPED', 'REFUSED'])
  .meta({ id: 'SignInOutcome' })
export type SignInOutcome = z.infer<typeof SignInOutcome>

export const SignInRow = z
  .strictObject({
    at: Instant,
    method: SignInMethod,
    outcome: SignInOutcome,
    accountId: Id.optional(),
    userName: personal(z.string()).optional(),
    serviceAccountId: Id.optional(),
    /** Of a name that nobody has: the same for the same name, and no more can be told of it. */
    nameHash: z.string().optional(),
    address: personal(z.string()),
    agent: z.string(),
  })
  .meta({ id: 'SignInRow' })

export const SignIns = query(
  'identity.sign-ins',
  '/sign-ins',
  { zh: '登录审计', en: 'Every attempt to sign in, the newest first' },
  {
    ...pageParams,
    accountId: Id.optional(),
    outcome: several(SignInOutcome),
    address: line(60).optional(),
    fromOn: LocalDate.optional(),
    untilOn: LocalDate.optional(),
  },
  page(SignInRow),
)

export const ServiceAccountRow = z
  .strictObject({
    serviceAccountId: Id,
    label: z.string(),
    role: ServiceRole,
    scopes: z.array(Scope),
    untilOn: LocalDate,
    state: z.enum(['REGISTERED', 'ACTIVE', 'STOPPED']),
    hasSecret: z.boolean(),
    registeredBy: z.string(),
    registeredAt: Instant,
    approvedBy: z.string().optional(),
  })
  .meta({ id: 'ServiceAccountRow' })

export const ServiceAccounts = query(
  'identity.service-accounts',
  '/service-accounts',
  { zh: '服务账号列表', en: 'Accounts of programs, the newest first' },
  { ...pageParams, state: ServiceAccountRow.shape.state.optional() },
  page(ServiceAccountRow),
)
