import { createHash, randomBytes } from 'node:crypto'
import { Refusal } from '@lianxie/contracts'
import type { Runtime, Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { keepPassword } from '../store/sessions.ts'
import type { Tables } from '../store/tables.ts'
import { hashOneTime, newOneTimePassword } from './password.ts'

/** How long a one-time password may be used. */
const ONE_TIME_DAYS = 30

export type HandedOut =
  | { of: 'PASSWORDS'; until: Date; passwords: { userName: string; password: string }[] }
  | { of: 'SECRET'; serviceAccountId: string; secret: string }

/**
 * Makes what a handout stands for and gives it away: once, to whoever asked for it. What was made before is nowhere, so
 * that nothing can be read from a copy of the database. Refuses `common.not_found`, also to everybody else.
 */
export async function handOut(
  { db, clock }: Pick<Runtime<Tables>, 'db' | 'clock'>,
  { handoutId, owner }: { handoutId: string; owner: string },
): Promise<HandedOut> {
  return db.transaction().execute(async (tx) => {
    const found = await tx
      .deleteFrom('handout')
      .where('id', '=', handoutId)
      .where('owner', '=', owner)
      .where('expires_at', '>', clock.now())
      .returning(['account_ids', 'service_account_id'])
      .executeTakeFirst()
    if (!found) throw new Refusal('common.not_found', { field: 'handoutId' })
    return found.service_account_id === null
      ? await makePasswords(tx, found.account_ids)
      : await makeSecret(tx, found.service_account_id)
  })
}

/** For those who have none yet: whoever was given one meanwhile, or has chosen one, keeps it. */
async function makePasswords(tx: Tx<Tables>, ids: readonly string[]): Promise<HandedOut> {
  const users = await tx
    .selectFrom('auth_user as u')
    .innerJoin('account as a', 'a.id', 'u.id')
    .select(['u.id', 'u.username'])
    .where('u.id', 'in', [...ids])
    .where('a.state', '=', 'ACTIVE')
    .where(sql<boolean>`not exists (
      select from auth_account p where p."userId" = u.id and p."providerId" = 'credential')`)
    .orderBy('u.username')
    .forUpdate('a')
    .execute()
  const { rows } = await sql<{ until: Date }>`
    select clock_timestamp() + ${`${ONE_TIME_DAYS} days`}::interval as until`.execute(tx)
  const { until } = rows[0]!
  const passwords: { userName: string; password: string }[] = []
  for (const { id, username } of users) {
    const password = newOneTimePassword()
    await keepPassword(tx, id, { hash: hashOneTime(password), oneTimeUntil: until })
    passwords.push({ userName: username!, password })
  }
  return { of: 'PASSWORDS', until, passwords }
}

async function makeSecret(tx: Tx<Tables>, serviceAccountId: string): Promise<HandedOut> {
  const secret = randomBytes(32).toString('base64url')
  const { numUpdatedRows } = await tx
    .updateTable('service_account')
    .set({ secret_sha256: createHash('sha256').update(secret).digest('hex') })
    .where('id', '=', serviceAccountId)
    .where('state', '=', 'ACTIVE')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('service_account.stopped')
  return { of: 'SECRET', serviceAccountId, secret }
}
