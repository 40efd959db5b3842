import { z } from 'zod'
import { Id, Instant, LocalDate } from '../primitives.ts'
import { GrantableRole, UserName } from './account.ts'

// What a browser says and hears while somebody signs in. These routes go by the session's cookie; commands and queries
// go by an access token.

export const Password = z.string().min(1).max(200)
/** 验证码 of the second factor, or one of the recovery codes. */
export const SecondFactorCode = z
  .string()
  .trim()
  .regex(/^(\d{6}|[A-Za-z0-9]{5}-[A-Za-z0-9]{5})$/)

// A name that nobody can have is a wrong one, and answered like one.
export const SignIn = z.strictObject({ userName: z.string().max(100), password: Password }).meta({ id: 'SignIn' })
export const GiveSecondFactor = z.strictObject({ code: SecondFactorCode }).meta({ id: 'GiveSecondFactor' })
export const ChangePassword = z
  .strictObject({ currentPassword: Password, newPassword: Password })
  .meta({ id: 'ChangePassword' })
/** Whoever signs in through the provider alone has no password. */
export const EnrolSecondFactor = z.strictObject({ password: Password.optional() }).meta({ id: 'EnrolSecondFactor' })
export const SwitchRole = z.strictObject({ grantId: Id }).meta({ id: 'SwitchRole' })
export const EndOwnSessions = z
  .strictObject({ sessionIds: z.array(Id).min(1).max(200).optional(), others: z.literal(true).optional() })
  .refine(({ sessionIds, others }) => (sessionIds === undefined) !== (others === undefined))
  .meta({ id: 'EndOwnSessions' })
export const BeginSso = z.strictObject({ returnTo: z.string().max(500).default('/') }).meta({ id: 'BeginSso' })
export const ServiceCredentials = z
  .strictObject({ serviceAccountId: Id, secret: z.string().min(1).max(200) })
  .meta({ id: 'ServiceCredentials' })

/** How far a sign-in has come. */
export const SignInState = z.strictObject({ state: z.enum(['SIGNED_IN', 'SECOND_FACTOR']) }).meta({ id: 'SignInState' })

export const HeldRole = z
  .strictObject({
    grantId: Id,
    role: GrantableRole,
    memberId: Id.optional(),
    unitIds: z.array(Id),
    untilOn: LocalDate,
    needsSecondFactor: z.boolean(),
  })
  .meta({ id: 'HeldRole' })
export type HeldRole = z.infer<typeof HeldRole>

/** 当前会话: who I am, and in which roles I may act. */
export const SessionView = z
  .strictObject({
    sessionId: Id,
    accountId: Id,
    userName: UserName,
    personId: Id.optional(),
    memberId: Id.optional(),
    /** `SECOND_FACTOR`: the password was right, and the code is still to be given; nothing else is told until then. */
    state: z.enum(['SIGNED_IN', 'SECOND_FACTOR']),
    roles: z.array(HeldRole),
    active: HeldRole.optional(),
    acr: z.enum(['password', 'mfa']),
    /** When the person last proved who they are, seconds since 1970. */
    authTime: z.int(),
    mustChangePassword: z.boolean(),
    hasSecondFactor: z.boolean(),
    hasPassword: z.boolean(),
    expiresAt: Instant,
  })
  .meta({ id: 'SessionView' })
export type SessionView = z.infer<typeof SessionView>

export const OwnSessions = z
  .strictObject({
    items: z.array(
      z.strictObject({
        sessionId: Id,
        signedInAt: Instant,
        expiresAt: Instant,
        address: z.string(),
        agent: z.string(),
        current: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'OwnSessions' })

export const EnrolledSecondFactor = z
  .strictObject({
    /** For the authenticator, as a QR code shows it. */
    uri: z.string(),
    /** For typing. */
    secret: z.string(),
    /** 恢复码: each works once; shown now and never again. */
    recoveryCodes: z.array(z.string()),
  })
  .meta({ id: 'EnrolledSecondFactor' })

/** 换发恢复码: the ones before work no more. */
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' })

export const AccessToken = z
  .strictObject({ token: z.string(), expiresIn: z.int().positive() })
  .meta({ id: 'AccessToken' })
/** 登录方式: what the page of sign-in offers beside user name and password. */
export const SignInWays = z.strictObject({ sso: z.boolean() }).meta({ id: 'SignInWays' })

export const SsoAddress = z.strictObject({ url: z.url() }).meta({ id: 'SsoAddress' })
