import { randomUUID } from 'node:crypto'
import type { notices as n } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { afterSending, type Tried } from '../domain/after-sending.ts'
import type { Tables } from '../store/tables.ts'
import type { Told } from './letters.ts'
import type { Outcome } from '../domain/outcome.ts'

export interface Part extends Omit<Told, 'kind'>, Tried {
  id: string
  purpose: 'NOTICE' | 'CODE' | 'HELLO'
  /** Absent for what is no notice. */
  kind: n.NoticeKind | null
  letterId: string
  accountId: string | null
  robotId: string | null
}

/** 一封信: what goes out together, one part at least, held by a lease. */
export interface Held {
  lease: string
  parts: readonly [Part, ...Part[]]
}

/**
 * Takes the letters that are due, the longest first, each whole, and holds them for a while. What all processes hold together
 * is never more than `most`; what somebody holds is nobody else's. Should the holder die, they are due again when the lease is over.
 */
export async function takeLetters(
  db: Database<Tables>,
  { way, most, leaseMs, now }: { way: n.NoticeWay; most: number; leaseMs: number; now: Date },
): Promise<Held[]> {
  const bundle = way === 'MAIL' ? sql.ref('d.letter_id') : sql.ref('d.robot_id')
  const lease = randomUUID()
  const rows = await db.transaction().execute(async (tx) => {
    // One after the other: two that count at once would hold twice as many.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`notices by ${way}`}, 0))`.execute(tx)
    await sql`
      with held as (
        select distinct ${bundle} as bundle from delivery d
        where d.way = ${way} and d.lease is not null and d.state = 'WAITING' and d.leased_until > statement_timestamp()
      ), due as (
        select ${bundle} as bundle, min(d.next_at) as since from delivery d
        where d.way = ${way} and d.state = 'WAITING' and d.next_at <= ${now}
          and not exists (select from held where held.bundle = ${bundle})
        group by 1 order by 2 limit greatest(0, ${most}::bigint - (select count(*) from held))
      )
      update delivery d
      set lease = ${lease}, leased_until = statement_timestamp() + make_interval(secs => ${leaseMs / 1000}::double precision)
      from due where ${bundle} = due.bundle and d.way = ${way} and d.state = 'WAITING' and d.next_at <= ${now}`.execute(
      tx,
    )
    const taken = await sql<Part & { bundle: string }>`
      select d.id, d.purpose, d.letter_id as "letterId", d.account_id as "accountId", d.robot_id as "robotId", d.tries, d.unsure,
        d.made_at as "madeAt", d.notice_id as "noticeId", r.kind, r.due_at as "dueAt", n.role, ${bundle} as bundle,
        p.quiet_from as "quietFrom", p.quiet_until as "quietUntil"
      from delivery d
      left join raising r on r.id = d.raising_id
      left join notice n on n.id = d.notice_id
      left join recipient p on p.account_id = d.account_id and d.purpose = 'NOTICE'
      where d.lease = ${lease} order by d.made_at, d.id`.execute(tx)
    return taken.rows
  })
  return [...Map.groupBy(rows, ({ bundle: one }) => one).values()].map(([first, ...rest]) => ({
    lease,
    parts: [first!, ...rest],
  }))
}

/** Notes how a letter ended and lets it go; what may come again waits for its next try, until it is given up. */
export async function noteOutcome(
  db: Database<Tables>,
  { lease, parts }: Held,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const changes = parts.map((part) => {
    const { nextAt, endedAt, ...rest } = afterSending(part, outcome, now)
    return { id: part.id, next_at: nextAt, ended_at: endedAt, ...rest }
  })
  const tried = outcome.kind === 'AWAY' ? 0 : 1
  const unsure = outcome.kind === 'UNSURE' ? 1 : 0
  // Whose lease is over meanwhile has nothing to say any more.
  await sql`update delivery d set state = c.state, tries = d.tries + ${tried}::smallint, unsure = d.unsure + ${unsure}::smallint,
      next_at = coalesce(c.next_at, d.next_at), ended_at = c.ended_at, error = c.error, lease = null, leased_until = null
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as c (id uuid, state text, next_at timestamptz, ended_at timestamptz, error text)
    where d.id = c.id and d.lease = ${lease} and d.state = 'WAITING'`.execute(db)
}
