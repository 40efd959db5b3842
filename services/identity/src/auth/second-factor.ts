import { randomInt, timingSafeEqual } from 'node:crypto'
import { createOTP } from '@better-auth/utils/otp'
import type { Database } from '@lianxie/service-kit'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

const PERIOD_SECONDS = 30
/** Clocks of telephones are off by a little: the half minute before and after count too. */
const DRIFT = 1

/**
 * True when the code is right, and then never again: a code of the authenticator works once, also in two requests at once,
 * and none older than the last one; a recovery code is used up. `verified` says whether the factor was confirmed before.
 */
export async function useCode(
  db: Database<Tables>,
  secret: string,
  { accountId, code, verified }: { accountId: string; code: string; verified: boolean },
): Promise<'TOTP' | 'RECOVERY' | undefined> {
  if (/^\d{6}$/.test(code)) {
    return (await useTotp(db, secret, { accountId, code, verified })) ? 'TOTP' : undefined
  }
  return verified && (await useRecoveryCode(db, secret, { accountId, code })) ? 'RECOVERY' : undefined
}

async function useTotp(
  db: Database<Tables>,
  secret: string,
  { accountId, code, verified }: { accountId: string; code: string; verified: boolean },
): Promise<boolean> {
  const found = await db
    .selectFrom('auth_two_factor')
    .select('secret')
    .select(sql<string>`floor(extract(epoch from clock_timestamp()) / ${PERIOD_SECONDS})::bigint`.as('counter'))
    .where('userId', '=', accountId)
    .where('verified', '=', verified)
    .executeTakeFirst()
  if (!found) return false
  const otp = createOTP(await symmetricDecrypt({ key: secret, data: found.secret }), { period: PERIOD_SECONDS })
  const now = Number(found.counter)
  let used: number | undefined
  for (let counter = now - DRIFT; counter <= now + DRIFT; counter += 1) {
    if (isSame(await otp.hotp(counter), code)) used = counter
  }
  if (used === undefined) return false
  const { numUpdatedRows } = await db
    .updateTable('auth_two_factor')
    .set({ lastCounter: String(used) })
    .where('userId', '=', accountId)
    .where((e) => e.or([e('lastCounter', 'is', null), e('lastCounter', '<', String(used))]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function useRecoveryCode(
  db: Database<Tables>,
  secret: string,
  { accountId, code }: { accountId: string; code: string },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const found = await tx
      .selectFrom('auth_two_factor')
      .select('backupCodes')
      .where('userId', '=', accountId)
      .where('verified', '=', true)
      .forUpdate()
      .executeTakeFirst()
    if (!found) return false
    const codes = JSON.parse(await symmetricDecrypt({ key: secret, data: found.backupCodes })) as string[]
    const left = codes.filter((one) => !isSame(one, code))
    if (left.length === codes.length) return false
    const backupCodes = await symmetricEncrypt({ key: secret, data: JSON.stringify(left) })
    await tx.updateTable('auth_two_factor').set({ backupCodes }).where('userId', '=', accountId).execute()
    return true
  })
}

const RECOVERY_CODES = 10
/** Without letters and digits that are taken for one another. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'

/** 换发恢复码: what was there before is void. They are told here and never again. */
export async function renewRecoveryCodes(
  db: Database<Tables>,
  secret: string,
  accountId: string,
): Promise<readonly string[]> {
  const five = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  const codes = Array.from({ length: RECOVERY_CODES }, () => `${five()}-${five()}`)
  const backupCodes = await symmetricEncrypt({ key: secret, data: JSON.stringify(codes) })
  await db.updateTable('auth_two_factor').set({ backupCodes }).where('userId', '=', accountId).execute()
  return codes
}

/** From now on nobody signs in to this account without it. */
export async function confirmSecondFactor(db: Database<Tables>, accountId: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('auth_two_factor').set({ verified: true }).where('userId', '=', accountId).execute()
    await tx.updateTable('auth_user').set({ twoFactorEnabled: true }).where('id', '=', accountId).execute()
  })
}

const isSame = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
