import type { notices as n } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { nextTry } from '../domain/next-try.ts'
import type { Tables } from '../store/tables.ts'
import type { Told } from './letters.ts'
import type { Outcome } from './outcome.ts'

export interface Waiting extends Omit<Told, 'kind'> {
  id: string
  purpose: 'NOTICE' | 'CODE' | 'HELLO'
  /** Absent for what is no notice. */
  kind: n.NoticeKind | null
  letterId: string
  accountId: string | null
  robotId: string | null
  tries: number
  madeAt: Date
}

/** The letters that are due, the longest first: each whole, with all its parts. */
export async function dueLetters(tx: Tx<Tables>, way: n.NoticeWay, most: number, now: Date): Promise<Waiting[][]> {
  const bundle = way === 'MAIL' ? sql`letter_id` : sql`robot_id`
  const { rows } = await sql<Waiting & { bundle: string }>`
    with due as (
      select ${bundle} as bundle, min(next_at) as since from delivery
      where way = ${way} and state = 'WAITING' and next_at <= ${now} group by 1 order by 2 limit ${most}
    )
    select d.id, d.purpose, d.letter_id as "letterId", d.account_id as "accountId", d.robot_id as "robotId", d.tries,
      d.made_at as "madeAt", d.notice_id as "noticeId", r.kind, r.due_at as "dueAt", n.role, due.bundle
    from due join delivery d on d.${bundle} = due.bundle
    left join raising r on r.id = d.raising_id
    left join notice n on n.id = d.notice_id
    where d.way = ${way} and d.state = 'WAITING' and d.next_at <= ${now}
    order by due.since, d.made_at, d.id`.execute(tx)
  return [...Map.groupBy(rows, ({ bundle: one }) => one).values()]
}

/** Notes how letters ended; what may come again waits for its next try, until it is given up. */
export async function noteOutcomes(
  tx: Tx<Tables>,
  ended: readonly { letter: readonly Waiting[]; outcome: Outcome }[],
  now: Date,
): Promise<void> {
  const changes = ended.flatMap(({ letter, outcome }) =>
    letter.map((one) => ({ id: one.id, ...changeOf(one, outcome, now) })),
  )
  if (changes.length === 0) return
  await sql`update delivery d set state = c.state, tries = d.tries + 1, next_at = coalesce(c.next_at, d.next_at),
      ended_at = c.ended_at, error = c.error
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as c (id uuid, state text, next_at timestamptz, ended_at timestamptz, error text)
    where d.id = c.id`.execute(tx)
}

function changeOf(one: Waiting, outcome: Outcome, now: Date) {
  const error = 'error' in outcome ? outcome.error : null
  if (outcome.kind === 'SENT') return { state: 'SENT', next_at: null, ended_at: now, error }
  if (outcome.kind === 'REFUSED') return { state: 'REFUSED', next_at: null, ended_at: now, error }
  // A server that is away was not asked in vain: it is looked for each minute.
  const next = nextTry({ madeAt: one.madeAt, tries: outcome.kind === 'AWAY' ? 0 : one.tries + 1 }, now)
  return next === undefined
    ? { state: 'GIVEN_UP', next_at: null, ended_at: now, error }
    : { state: 'WAITING', next_at: next, ended_at: null, error }
}

/** Whether more is due now. */
export async function isMoreDue(tx: Tx<Tables>, way: n.NoticeWay, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('delivery')
    .select('id')
    .where('way', '=', way)
    .where('state', '=', 'WAITING')
    .where('next_at', '<=', now)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** One sender of a way at a time, however many processes there are; false when another is at it. */
export async function takeTurn(tx: Tx<Tables>, way: n.NoticeWay): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`notices by ${way}`}, 0)) as mine`.execute(tx)
  return rows[0]!.mine
}
