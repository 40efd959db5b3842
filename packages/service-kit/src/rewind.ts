import { eventStream } from '@lianxie/contracts'
import type { JetStreamManager, StreamInfo } from '@nats-io/jetstream'
import { sql } from 'kysely'
import { epochOf, findStream, managerOf, provisionStream, raiseEpoch, requireOwnStream } from './provision.ts'
import type { Runtime } from './runtime.ts'
import type { Database, Tx } from './tables.ts'

/** What the database knows of the stream that the service publishes to. */
export interface StreamState {
  origin: string
  epoch: number
  lastSeq: number
}

/**
 * Compares the stream with what the database recorded of it, makes it what is declared, and rewinds when it has
 * lost its tail, was deleted, or was restored from an older copy. Throws a ProvisionError for a stream that is not ours.
 */
export async function checkStream(runtime: Runtime, replicas: number): Promise<void> {
  const stream = eventStream(runtime.service)
  // The state is read before the stream, so that a sequence that another relay records meanwhile is no rewind.
  const state = await streamState(runtime.db, stream)
  const info = await findStream(await managerOf(runtime.nats), stream)
  if (info) requireOwnStream(runtime, info, state.origin)
  const reason = reasonToRewind(state, info)
  if (reason !== undefined) await rewind(runtime, state.epoch, reason, replicas)
  else await provisionStream(runtime, { ...state, replicas })
  await runtime.db
    .updateTable('stream_state')
    .set({ checked_at: sql<Date>`now()` })
    .where('stream', '=', stream)
    .execute()
}

function reasonToRewind({ epoch, lastSeq }: StreamState, info: StreamInfo | undefined): string | undefined {
  if (!info) return lastSeq > 0 ? 'the stream is gone' : undefined
  if (epochOf(info) !== epoch) return `the stream is of epoch ${epochOf(info)}, expected ${epoch}`
  if (info.state.last_seq < lastSeq) return `the stream ends at ${info.state.last_seq}, expected ${lastSeq} or more`
  return undefined
}

/**
 * Goes back to the last event that the stream and the database agree on: every row above that fork point is published
 * again, under a new epoch. Holds all partitions, so that no relay publishes meanwhile. `seen` is the epoch in which the
 * reason was found: of several instances that find it, the first rewinds and the others have nothing left to do.
 */
export async function rewind(runtime: Runtime, seen: number, reason: string, replicas: number): Promise<void> {
  const stream = eventStream(runtime.service)
  const manager = await managerOf(runtime.nats)
  const done = await runtime.db.transaction().execute(async (tx) => {
    await sql`select partition from event_partition order by partition for update`.execute(tx)
    const state = await streamState(tx, stream)
    if (state.epoch !== seen) return false
    const info = (await findStream(manager, stream)) ?? (await provisionStream(runtime, { ...state, replicas }))
    const fork = await forkPoint(tx, manager, info)
    const { numAffectedRows } = await sql`
      update event set published_at = null, stream_seq = null, stream_epoch = null where stream_seq > ${fork}`.execute(
      tx,
    )
    // An interrupted rewind or a restored database may have left the higher number on either side.
    const epoch = Math.max(state.epoch, epochOf(info)) + 1
    await sql`
      update stream_state set epoch = ${epoch}, last_seq = ${info.state.last_seq}, rewinds = rewinds + 1
      where stream = ${stream}`.execute(tx)
    await raiseEpoch(manager, info, state.origin, epoch)
    const count = Number(numAffectedRows ?? 0)
    runtime.log.warn({ stream, reason, epoch, fork, again: count }, 'stream rewound: events are published again')
    return true
  })
  // Those who listen would see it within a minute; so they see it now.
  if (done) runtime.nats.publish(rewoundSubject(runtime.committee, runtime.service))
}

/** The core-NATS subject on which a stream's consumers hear that it has a new epoch. */
export const rewoundSubject = (committee: string, context: string) => `rewound.${committee}.${context}`

/**
 * The sequence up to which what the stream holds is what our rows say; no row between it and the next agreeing one. A
 * sequence that two rows claim is no agreement: events that a relay had sent before it broke off take the low numbers of a
 * new stream, and those who send them again are answered with these.
 */
async function forkPoint(tx: Tx, manager: JetStreamManager, info: StreamInfo): Promise<number> {
  const stream = info.config.name
  // What lies before the first message was archived, not lost.
  let agreed = Math.max(info.state.first_seq, 1) - 1
  let differs = info.state.last_seq + 1
  while (differs - agreed > 1) {
    const middle = Math.floor((agreed + differs) / 2)
    const row = await tx
      .selectFrom('event')
      .select((the) => ['stream_seq', the.fn.agg<string[]>('array_agg', ['event_id']).as('claimants')])
      .where('stream_seq', '>', String(agreed))
      .where('stream_seq', '<=', String(middle))
      .groupBy('stream_seq')
      .orderBy('stream_seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    const message = row && (await manager.streams.getMessage(stream, { seq: Number(row.stream_seq) }))
    const id = message?.header.get('Nats-Msg-Id')
    if (row && row.claimants.some((claimant) => claimant !== id)) differs = Number(row.stream_seq)
    else agreed = middle
  }
  return agreed
}

/**
 * Says so when the stream ends with an event that the database does not hold: the database was restored from an older
 * copy. New events then take the versions of the lost ones, and consumers believe that they know them: they have to be rebuilt.
 */
export async function noticeOlderDatabase(runtime: Runtime): Promise<void> {
  const stream = eventStream(runtime.service)
  const manager = await managerOf(runtime.nats)
  const info = await findStream(manager, stream)
  if (!info?.state.messages) return
  const last = await manager.streams.getMessage(stream, { seq: info.state.last_seq })
  const eventId = last?.header.get('Nats-Msg-Id')
  if (!eventId) return
  const known = await runtime.db.selectFrom('event').select('id').where('event_id', '=', eventId).executeTakeFirst()
  if (known) return
  runtime.log.error(
    { stream, eventId, seq: info.state.last_seq },
    'the stream ends with an event that this database does not hold: it was restored from an older copy, and consumers have to be rebuilt',
  )
}

async function streamState(db: Database, stream: string): Promise<StreamState> {
  const find = () =>
    db
      .selectFrom('stream_state')
      .select(['origin', 'epoch', 'last_seq'])
      .where('stream', '=', stream)
      .executeTakeFirst()
  let row = await find()
  if (!row) {
    await db
      .insertInto('stream_state')
      .values({ stream })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    row = await find()
  }
  if (!row) throw new Error(`expected a row for ${stream} in stream_state`)
  return { origin: row.origin, epoch: row.epoch, lastSeq: Number(row.last_seq) }
}
