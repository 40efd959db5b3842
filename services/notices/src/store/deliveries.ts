import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { PlannedDelivery } from '../domain/plan-deliveries.ts'
import type { DeliveryRow, Tables } from './tables.ts'

/** Rows of one statement: their values stay below what PostgreSQL takes at once. */
const AT_ONCE = 1_000

/** Writes what was planned for a raising, in few statements however many it is for. */
export async function keepPlanned(
  tx: Tx<Tables>,
  planned: readonly PlannedDelivery[],
  { raisingId, now, newId }: { raisingId: string; now: Date; newId: () => string },
): Promise<void> {
  for (let from = 0; from < planned.length; from += AT_ONCE) {
    const rows = planned.slice(from, from + AT_ONCE).map((one) => {
      const id = newId()
      return {
        id,
        way: one.way,
        purpose: 'NOTICE' as const,
        raising_id: raisingId,
        notice_id: one.noticeId,
        account_id: one.accountId,
        robot_id: one.robotId,
        letter_id: one.digest === undefined ? id : sql<string>`md5(${one.digest})::uuid`,
        made_at: now,
        next_at: one.at,
        first_due_at: one.at,
        ended_at: null,
        error: null,
      }
    })
    await tx.insertInto('delivery').values(rows).execute()
  }
}

/** A code for a mail address, or the greeting of a robot: at once. */
export async function keepSingle(
  tx: Tx<Tables>,
  what: Pick<DeliveryRow, 'way' | 'purpose' | 'account_id' | 'robot_id'>,
  { now, newId }: { now: Date; newId: () => string },
): Promise<void> {
  const id = newId()
  await tx
    .insertInto('delivery')
    .values({
      id,
      ...what,
      raising_id: null,
      notice_id: null,
      letter_id: id,
      made_at: now,
      next_at: now,
      first_due_at: now,
      ended_at: null,
      error: null,
    })
    .execute()
}

/** Codes that wait for an address which is no longer the one to be confirmed. */
export async function dropCodes(tx: Tx<Tables>, accountId: string): Promise<void> {
  await tx
    .deleteFrom('delivery')
    .where('account_id', '=', accountId)
    .where('purpose', '=', 'CODE')
    .where('state', '=', 'WAITING')
    .execute()
}

/** What waits for a way that is gone. */
export async function dropWaiting(
  tx: Tx<Tables>,
  { accountId, robotId }: { accountId?: string; robotId?: string },
): Promise<void> {
  let gone = tx.deleteFrom('delivery').where('state', '=', 'WAITING')
  if (accountId !== undefined) gone = gone.where('account_id', '=', accountId).where('way', '=', 'MAIL')
  if (robotId !== undefined) gone = gone.where('robot_id', '=', robotId)
  await gone.execute()
}

export async function deliveryFor(tx: Tx<Tables>, deliveryId: string) {
  const row = await tx
    .selectFrom('delivery')
    .leftJoin('recipient', 'recipient.account_id', 'delivery.account_id')
    .select([
      'delivery.state',
      'delivery.way',
      'delivery.purpose',
      'delivery.account_id as accountId',
      'quiet_from as quietFrom',
      'quiet_until as quietUntil',
    ])
    .where('delivery.id', '=', deliveryId)
    .forUpdate('delivery')
    .executeTakeFirst()
  return { delivery: row }
}

/**
 * 重新发送: as if it had just been made, in a letter of its own. Under the old Message-ID a server would take it for one that it
 * has already, such as the digest whose other parts arrived.
 */
export async function requeue(
  tx: Tx<Tables>,
  deliveryId: string,
  { now, at, letterId }: { now: Date; at: Date; letterId: string },
): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({
      state: 'WAITING',
      letter_id: letterId,
      tries: 0,
      unsure: 0,
      made_at: now,
      next_at: at,
      first_due_at: at,
      ended_at: null,
      error: null,
    })
    .where('id', '=', deliveryId)
    .execute()
}

const KEPT_MS = { sent: 90 * 86_400_000, failed: 365 * 86_400_000 }

/** What was sent goes after ninety days, what reached nobody after a year. */
export async function clearOld(tx: Tx<Tables>, now: Date): Promise<void> {
  const before = (age: number) => new Date(now.getTime() - age)
  await sql`delete from delivery where ended_at < ${before(KEPT_MS.sent)}
    and (state = 'SENT' or ended_at < ${before(KEPT_MS.failed)})`.execute(tx)
}
