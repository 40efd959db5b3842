import type { FactOf, notices as n } from '@lianxie/contracts'
import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from './tables.ts'

type NoticesEvent = {
  [E in keyof typeof n]: FactOf<(typeof n)[E]> extends infer F ? ([F] extends [never] ? never : F) : never
}[keyof typeof n]

type Recorded = NoticesEvent extends infer F
  ? F extends NoticesEvent
    ? RecordedEvent<F> & { type: F['type']; data: F['data'] }
    : never
  : never

/** Each event changes the tables in exactly one way, given here. How people are reached is no part of it. */
export async function apply(tx: Tx<Tables>, event: Recorded): Promise<void> {
  switch (event.type) {
    case 'notices.notices-raised':
      return raise(tx, event.data, event.time)
    case 'notices.notices-read': {
      const { accountId, noticeIds } = event.data
      await sql`update notice set read_at = ${event.time}
        where id = any(${noticeIds}::uuid[]) and account_id = ${accountId} and read_at is null`.execute(tx)
      return
    }
    case 'notices.old-notices-cleared': {
      const { readBefore, raisedBefore } = event.data
      await sql`delete from notice where read_at < ${readBefore} or raised_at < ${raisedBefore}`.execute(tx)
      await sql`delete from raising r where r.raised_at < ${readBefore}
        and not exists (select from notice n where n.raising_id = r.id)`.execute(tx)
      return
    }
    case 'notices.choices-set': {
      const { accountId: account_id, muted, digestAt, quiet } = event.data
      const chosen = {
        muted: JSON.stringify(muted),
        digest_at: digestAt ?? null,
        quiet_from: quiet?.from ?? null,
        quiet_until: quiet?.until ?? null,
      }
      await tx
        .insertInto('recipient')
        .values({ account_id, ...chosen, codes_asked: [] })
        .onConflict((conflict) => conflict.column('account_id').doUpdateSet(chosen))
        .execute()
      return
    }
    case 'notices.mail-code-asked':
      // The latest five: no more are looked at.
      await sql`insert into recipient (account_id, codes_asked) values (${event.data.accountId}, array[${event.time}::timestamptz])
        on conflict (account_id) do update set codes_asked = (excluded.codes_asked || recipient.codes_asked)[1:5]`.execute(
        tx,
      )
      return
    case 'notices.mail-confirmed':
    case 'notices.mail-removed':
      // The address stands beside; the event is the trace that it changed.
      return
    case 'notices.recipient-dropped':
      await tx.deleteFrom('recipient').where('account_id', '=', event.data.accountId).execute()
      return
    case 'notices.robot-added': {
      const { robotId: id, accountId, vendor, label, kinds } = event.data
      await tx
        .insertInto('robot')
        .values({ id, account_id: accountId ?? null, vendor, label: label ?? null, kinds, added_at: event.time })
        .execute()
      return
    }
    case 'notices.robot-changed': {
      const { robotId, label, kinds } = event.data
      await tx.updateTable('robot').set({ label, kinds }).where('id', '=', robotId).execute()
      return
    }
    case 'notices.robot-removed':
      await tx.deleteFrom('robot').where('id', '=', event.data.robotId).execute()
      return
    case 'notices.delivery-requeued':
      // What is sent stands beside, and no replay sends anything.
      return
    default:
      throw new Error(`expected an event of notices, got ${(event satisfies never as RecordedEvent).type}`)
  }
}

async function raise(tx: Tx<Tables>, data: FactOf<typeof n.NoticesRaised>['data'], at: Date): Promise<void> {
  const { raisingId, kind, thing, dueAt, recipients } = data
  await tx
    .insertInto('raising')
    .values({
      id: raisingId,
      kind,
      thing_of: thing.of,
      thing_id: thing.id,
      due_at: dueAt === undefined ? null : new Date(dueAt),
      raised_at: at,
    })
    .execute()
  if (recipients.length === 0) return
  await tx
    .insertInto('notice')
    .values(
      recipients.map(({ noticeId, accountId, role }) => ({
        id: noticeId,
        raising_id: raisingId,
        account_id: accountId,
        role,
        raised_at: at,
        read_at: null,
      })),
    )
    .execute()
}
