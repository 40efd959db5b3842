import { createHmac } from 'node:crypto'
import type { Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

// Attempts are counted in the database and by its clock, so that all processes agree.

/** 5 次: as many wrong attempts in a row are let pass. */
const MOST_WRONG = 5
const LOCK = '15 minutes'
/** An address from which so many attempts failed is slowed down: each further failure doubles its wait, to a minute. */
const MOST_FROM_ADDRESS = 20
const MOST_WAIT_SECONDS = 60

/** What is counted: a user name, whether anybody has it or not, or what an account tries once it is known. */
export const keyOfName = (secret: string, userName: string) => `name ${hashOf(secret, userName)}`
export const keyOfCodes = (accountId: string) => `codes ${accountId}`
export const keyOfPassword = (accountId: string) => `password ${accountId}`
const keyOfAddress = (secret: string, address: string) => `address ${hashOf(secret, address)}`

/** Names that nobody has are not kept as they were typed: people type passwords there. */
export const hashOf = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex').slice(0, 32)

/**
 * Takes one attempt, before it is known how it ends: those that come at once cannot all pass. False when the account is
 * locked; then nothing is counted.
 */
export async function takeAttempt(db: Database<Tables>, key: string): Promise<boolean> {
  const { rows } = await sql<{ failures: number }>`
    insert into sign_in_failure as f (key, failures, last_at) values (${key}, 1, clock_timestamp())
    on conflict (key) do update set
      failures = case when f.blocked_until <= clock_timestamp() then 1 else f.failures + 1 end,
      last_at = clock_timestamp(),
      blocked_until = case
        when f.blocked_until <= clock_timestamp() then null
        when f.failures + 1 >= ${MOST_WRONG} then clock_timestamp() + ${LOCK}::interval
      end
    where f.blocked_until is null or f.blocked_until <= clock_timestamp()
    returning failures`.execute(db)
  return rows.length > 0
}

/** It was right after all. */
export async function forgive(db: Database<Tables>, key: string): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('key', '=', key).execute()
}

/** Seconds until an address may try again; 0 when it may now. */
export async function waitOf(db: Database<Tables>, secret: string, address: string): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select ceil(extract(epoch from blocked_until - clock_timestamp()))::int as seconds
    from sign_in_failure where key = ${keyOfAddress(secret, address)} and blocked_until > clock_timestamp()`.execute(db)
  return rows[0]?.seconds ?? 0
}

/** An attempt from this address failed. A quarter of an hour without one, and it begins anew; a success changes nothing. */
export async function noteFailure(db: Database<Tables>, secret: string, address: string): Promise<void> {
  await sql`
    insert into sign_in_failure as f (key, failures, last_at)
    values (${keyOfAddress(secret, address)}, 1, clock_timestamp())
    on conflict (key) do update set
      failures = case when f.last_at < clock_timestamp() - interval '15 minutes' then 1 else f.failures + 1 end,
      last_at = clock_timestamp(),
      blocked_until = case when f.last_at >= clock_timestamp() - interval '15 minutes' and f.failures + 1 >= ${MOST_FROM_ADDRESS}
        then clock_timestamp() + make_interval(secs => least(${MOST_WAIT_SECONDS},
          power(2, least(f.failures + 1 - ${MOST_FROM_ADDRESS}, 10)))) end`.execute(db)
}
