import type { Generated } from 'kysely'

/** The tables of better-auth, as far as this service reads or writes them itself; see `migrations/0001-better-auth.sql`. */
export interface AuthTables {
  auth_user: {
    id: string
    name: string
    email: string
    emailVerified: boolean
    username: string | null
    twoFactorEnabled: boolean | null
    oneTimeUntil: Date | null
    createdAt: Generated<Date>
    updatedAt: Generated<Date>
  }
  auth_session: {
    id: string
    expiresAt: Date
    token: string
    createdAt: Generated<Date>
    updatedAt: Date
    ipAddress: string | null
    userAgent: string | null
    userId: string
    /** `pending` until the second factor was given. */
    acr: 'pending' | 'password' | 'mfa'
    method: 'PASSWORD' | 'SSO'
    authTime: Date
    grantId: string | null
  }
  auth_account: {
    id: Generated<string>
    accountId: string
    providerId: string
    userId: string
    password: string | null
    updatedAt: Date
  }
  auth_verification: { id: string; identifier: string; expiresAt: Date }
  auth_two_factor: {
    id: string
    secret: string
    backupCodes: string
    userId: string
    verified: boolean | null
    lastCounter: string | null
  }
}

/** The provider of accounts that sign in with a password here, and the one that others sign in with. */
export const PASSWORD_PROVIDER = 'credential'
export const SSO_PROVIDER = 'sso'
