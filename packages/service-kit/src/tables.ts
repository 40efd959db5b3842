import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'

/** Rows that the kit keeps in every service's schema; see `migrations/0001-kit.sql`. */
export interface KitTables {
  aggregate: { key: string; version: number }
  event: {
    id: Generated<string>
    event_id: string
    partition: number
    subject: string
    type: string
    version: number
    aggregate: string
    aggregate_version: number
    payload: Buffer
    recorded_at: Date
    published_at: Date | null
    stream_seq: string | null
    stream_epoch: number | null
  }
  event_partition: { partition: number }
  stream_state: {
    stream: string
    origin: Generated<string>
    epoch: Generated<number>
    last_seq: Generated<string>
    rewinds: Generated<number>
    checked_at: Generated<Date>
  }
  consumer_cursor: { consumer: string; aggregate: string; version: number }
  waiting_event: {
    consumer: string
    aggregate: string
    version: number
    event_id: string
    payload: Buffer
    received_at: Date
    attempts: Generated<number>
    error: string | null
    retry_at: Date | null
  }
  dead_event: {
    consumer: string
    aggregate: string
    version: number
    event_id: string
    type: string
    payload: Buffer
    error: string
    attempts: number
    died_at: Date
    resolved_at: Date | null
    resolved_by: string | null
    resolution: 'retried' | 'discarded' | null
    reason: string | null
  }
  idempotency: {
    actor: string
    key: string
    command: string
    body_hash: Buffer
    status: number
    response: Json<unknown>
    created_at: Date
  }
  audit: {
    id: Generated<string>
    at: Date
    actor: string
    role: string
    action: string
    subject: string
    detail: Json<Record<string, unknown>>
  }
  scheduled_job: {
    id: string
    job: string
    key: string
    payload: Json<unknown>
    due_at: Date
    repeat_every: string | null
  }
  stopped_token: { key: string; until: Date; noted_at: Generated<Date> }
  health_probe: { name: string; token: string; probed_at: Date }
}

/** A jsonb column: written as text, read as the value. */
export type Json<T> = ColumnType<T, string, string>

export type Database<Tables = unknown> = Kysely<KitTables & Tables>
export type Tx<Tables = unknown> = Transaction<KitTables & Tables>
