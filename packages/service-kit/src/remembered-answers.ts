import { hash } from 'node:crypto'
import type { Refusal, RefusalCode, RefusalDetail } from '@lianxie/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { CommandAnswer, Handler } from './handle.ts'
import type { Runtime } from './runtime.ts'
import type { Tx } from './tables.ts'

/** An answer as it is remembered under its key: 200 with the events, or a refusal. */
export type Outcome =
  | { status: 200; answer: CommandAnswer }
  | { status: number; refusal: { code: RefusalCode; detail: RefusalDetail } }

/** A command that is asked for under a key. */
export interface Asked {
  handler: Handler<any>
  actor: Actor
  /** The client's key: the same key and body is answered the same for 7 days, whatever happened since. */
  key: string
  bodyHash: Buffer
}

export interface RememberedRow {
  body_hash: Buffer
  response: unknown
}

/** What tells one body from another under the same key. */
export const bodyHashOf = (type: string, body: unknown): Buffer =>
  hash('sha256', `${type}\n${JSON.stringify(body)}`, 'buffer')

/** What the key was answered before, if it was. */
async function remembered(tx: Tx, asked: Asked): Promise<Outcome | undefined> {
  const row = await tx
    .selectFrom('idempotency')
    .select(['body_hash', 'response'])
    .where('actor', '=', asked.actor.id)
    .where('key', '=', asked.key)
    .executeTakeFirst()
  return row && outcomeOf(row, asked)
}

export function outcomeOf({ body_hash, response }: RememberedRow, { bodyHash }: Asked): Outcome {
  if (!body_hash.equals(bodyHash))
    return { status: 422, refusal: { code: 'request.key_reused', detail: { field: 'Idempotency-Key' } } }
  const outcome = response as Outcome
  // The column keeps no order of fields: a replayed answer gets the order of the first one back.
  return 'answer' in outcome ? { status: 200, answer: answerWith(outcome.answer.events) } : outcome
}

const answerWith = (events: CommandAnswer['events']): CommandAnswer => ({
  events: events.map(({ id, type, aggregate, version, data }) => ({ id, type, aggregate, version, data })),
})

/** What breaks when a key that is to be remembered has been used meanwhile. */
export const USED_KEY = 'idempotency_pkey'

/** Remembers answers. A concurrent first use of a key is waited for, and when that one commits, this breaks `USED_KEY`. */
export function remembering(answers: readonly { asked: Asked; outcome: Outcome }[], now: Date): RawBuilder<unknown> {
  const all = <T>(of: (asked: Asked) => T) => answers.map(({ asked }) => of(asked))
  const outcomes = answers.map(({ outcome }) => outcome)
  // One text for any number of answers, so that it is prepared once.
  return sql`
    insert into idempotency (actor, key, command, body_hash, status, response, created_at)
    select a.actor, a.key, a.command, decode(a.body_hash, 'hex'), a.status, a.response::jsonb, ${now}::timestamptz
    from unnest(${all(({ actor }) => actor.id)}::text[], ${all(({ key }) => key)}::text[],
      ${all(({ handler }) => handler.command.type)}::text[], ${all(({ bodyHash }) => bodyHash.toString('hex'))}::text[],
      ${outcomes.map(({ status }) => status)}::smallint[], ${outcomes.map((outcome) => JSON.stringify(outcome))}::text[])
      as a (actor, key, command, body_hash, status, response)`
}

/** Keeps a refusal that would be the same again; answers what the key was answered by another use meanwhile. */
export async function rememberRefusal(runtime: Runtime, asked: Asked, refusal: Refusal): Promise<Outcome | undefined> {
  return runtime.db.transaction().execute(async (tx) => {
    // Whoever used the key first may have finished while this one was being refused for it.
    const before = await remembered(tx, asked)
    if (before || !isLasting(refusal)) return before
    const refusing = remembering([{ asked, outcome: refused(refusal) }], runtime.clock.now())
    const { numAffectedRows } = await sql`${refusing} on conflict (actor, key) do nothing`.execute(tx)
    return numAffectedRows === 0n ? await remembered(tx, asked) : undefined
  })
}

export const refused = ({ status, code, detail }: Refusal): Outcome => ({ status, refusal: { code, detail } })

// What depends on the moment or on the session, and not on the request: the client may come again under the same key.
const PASSING = new Set<number>([401, 403, 503])

/** A refusal that is kept under its key: the same request would be refused again. */
const isLasting = ({ status, code }: Refusal) => !PASSING.has(status) && code !== 'common.busy'
