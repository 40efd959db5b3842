import { definePeriodicJob, type JobDefinition } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { endGrant } from './grant-jobs.ts'

/** How long attempts to sign in are kept, for those who look into them later. */
const AUDIT_DAYS = 1100

/** What this service does at a time. Sign-ins go by the database's clock, whatever the platform's own shows. */
export const jobs: JobDefinition[] = [
  endGrant,
  definePeriodicJob('identity.tidy', { hours: 1 }, async (tx, { now }) => {
    await sql`delete from auth_session where "expiresAt" < now()`.execute(tx)
    await sql`delete from auth_verification where "expiresAt" < now()`.execute(tx)
    await sql`delete from sign_in_failure where last_at < now() - interval '1 day'`.execute(tx)
    await sql`delete from sign_in_audit where at < now() - ${`${AUDIT_DAYS} days`}::interval`.execute(tx)
    await sql`delete from handout where expires_at < ${now}`.execute(tx)
  }),
]
