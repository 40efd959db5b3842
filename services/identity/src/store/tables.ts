import type { identity as i } from '@lianxie/contracts'
import type { Generated } from 'kysely'
import type { AuthTables } from './auth-tables.ts'

/** See `migrations/0002-identity.sql`. A `date` is the text `2022-03-01`. */
export interface OwnTables {
  account: {
    id: string
    person_id: string | null
    member_id: string | null
    state: i.AccountState
    created_at: Date
    stopped_at: Date | null
  }
  role_grant: {
    id: string
    account_id: string
    role: i.GrantableRole
    member_id: string | null
    unit_ids: string[]
    from_on: string
    until_on: string
    state: i.RoleGrantState
    ending: i.RoleEnding | null
    proposed_by: string
    proposed_at: Date
    approved_by: string | null
    approved_at: Date | null
    ended_by: string | null
    ended_at: Date | null
  }
  service_account: {
    id: string
    label: string
    role: 'ANALYST' | 'AUDITOR'
    scopes: string[]
    until_on: string
    state: 'REGISTERED' | 'ACTIVE' | 'STOPPED'
    registered_by: string
    registered_at: Date
    approved_by: string | null
    secret_sha256: Generated<string | null>
  }
  known_person: { id: string; kind: 'MEMBER' | 'STAFF' }
  known_party: { id: string; kind: 'UNIT' | 'BODY' }
  words: { aggregate: string; version: number; field: string; text: string }
  handout: {
    id: string
    owner: string
    account_ids: string[]
    service_account_id: string | null
    expires_at: Date
  }
  sign_in_failure: { key: string; failures: number; last_at: Date; blocked_until: Date | null }
  sign_in_audit: {
    id: Generated<string>
    at: Generated<Date>
    method: i.SignInMethod
    outcome: i.SignInOutcome
    account_id: string | null
    service_account_id: string | null
    name_hash: string | null
    address: string
    agent: string
  }
}
export type Tables = OwnTables & AuthTables

/** What `apply` writes, in an order that satisfies foreign keys. */
export const ownTables = ['account', 'role_grant', 'service_account'] as const
/** What reactions write. */
export const foreignTables = ['known_person', 'known_party'] as const
/** What no event carries. */
export const personalColumns = { service_account: ['secret_sha256'] } as const
