import { randomUUID } from 'node:crypto'
import { Refusal } from '@lianxie/contracts'
import { sql } from 'kysely'
import type { Database } from '../tables.ts'

/** 上传任务: a file that comes in pieces, under an id that its sender made. */
export interface Upload {
  owner: string
  id: string
  /** The name of its bytes on the disk; nothing that a client sends becomes part of a path. */
  part: string
  size: number
  /** Bytes that lie on the disk for certain. */
  received: number
  announced?: string
  expiresAt: Date
  /** Once it is finished. */
  file?: { sha256: string; mediaType: string }
}

export interface UploadLimits {
  /** Bytes of one file. */
  maxBytes: number
  /** Unfinished uploads of one account. */
  maxPerAccount: number
  /** Bytes that all unfinished uploads together announce. */
  maxTotalBytes: number
  /** How long an upload waits to be continued, and a finished one is remembered. */
  keptHours: number
}
export const UPLOAD_LIMITS: UploadLimits = {
  maxBytes: 200_000_000,
  maxPerAccount: 100,
  maxTotalBytes: 20_000_000_000,
  keptHours: 7 * 24,
}

export interface UploadTables {
  file_upload: {
    owner: string
    id: string
    part: string
    size: string
    received: string
    announced: string | null
    writer: string | null
    begun_at: Date
    expires_at: Date
    sha256: string | null
    media_type: string | null
  }
}

const own = (db: Database<any>) => db as Database<UploadTables>
const hoursAfter = (now: Date, hours: number) => new Date(now.getTime() + hours * 3_600_000)

/** The upload of this id and owner; somebody else's is as good as none. Refuses `upload.not_found`. */
export async function findUpload(db: Database<any>, owner: string, id: string, now: Date): Promise<Upload> {
  const found = await readUpload(db, owner, id)
  if (!found || found.expiresAt <= now) throw new Refusal('upload.not_found')
  return found
}

async function readUpload(db: Database<any>, owner: string, id: string): Promise<Upload | undefined> {
  const row = await own(db)
    .selectFrom('file_upload')
    .selectAll()
    .where('owner', '=', owner)
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      owner,
      id,
      part: row.part,
      size: Number(row.size),
      received: Number(row.received),
      expiresAt: row.expires_at,
      ...(row.announced !== null && { announced: row.announced }),
      ...(row.sha256 !== null && { file: { sha256: row.sha256, mediaType: row.media_type! } }),
    }
  )
}

/**
 * Begins an upload; the same one again is the one that is there. Refuses `upload.id_taken` for another file under the id,
 * `file.too_large`, `upload.too_many` and `upload.full`.
 */
export async function beginUpload(
  db: Database<any>,
  { owner, id, size, announced }: Pick<Upload, 'owner' | 'id' | 'size' | 'announced'>,
  limits: UploadLimits,
  now: Date,
): Promise<Upload> {
  if (size > limits.maxBytes) throw new Refusal('file.too_large', { maxBytes: limits.maxBytes })
  return db.transaction().execute(async (tx) => {
    // Counted by one at a time, as two who count at once would both find room.
    await sql`select pg_advisory_xact_lock(hashtext('uploads ' || current_schema()))`.execute(tx)
    const before = await readUpload(tx, owner, id)
    if (before && before.expiresAt > now) {
      if (before.size !== size || before.announced !== announced) throw new Refusal('upload.id_taken', { field: 'id' })
      return before
    }
    // What has expired and is not cleared away yet makes room under its id; its bytes go with the next clearing.
    if (before) await forgetUpload(tx, before)
    const { rows } = await sql<{ mine: number; bytes: string }>`
      select count(*) filter (where owner = ${owner})::int as mine, coalesce(sum(size), 0)::text as bytes
      from file_upload where sha256 is null`.execute(tx)
    const { mine, bytes } = rows[0]!
    if (mine >= limits.maxPerAccount) throw new Refusal('upload.too_many', { unfinished: mine })
    if (Number(bytes) + size > limits.maxTotalBytes) throw new Refusal('upload.full')
    await own(tx)
      .insertInto('file_upload')
      .values({
        owner,
        id,
        part: randomUUID(),
        size: String(size),
        received: '0',
        announced: announced ?? null,
        writer: null,
        begun_at: now,
        expires_at: hoursAfter(now, limits.keptHours),
        sha256: null,
        media_type: null,
      })
      .execute()
    return (await readUpload(tx, owner, id))!
  })
}

/** Takes the pen of an upload from whoever holds it. Refuses `upload.offset` when it goes on elsewhere by now. */
export async function takePen(db: Database<any>, { owner, id, received }: Upload, writer: string): Promise<void> {
  const { numUpdatedRows } = await own(db)
    .updateTable('file_upload')
    .set({ writer })
    .where('owner', '=', owner)
    .where('id', '=', id)
    .where('received', '=', String(received))
    .where('sha256', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('upload.offset')
}

/** Notes how much lies on the disk. Refuses `upload.offset` for a writer whose place another request has taken. */
export async function noteReceived(
  db: Database<any>,
  { owner, id }: Upload,
  { writer, received, expiresAt }: { writer: string; received: number; expiresAt: Date },
): Promise<void> {
  const { numUpdatedRows } = await own(db)
    .updateTable('file_upload')
    .set({ received: String(received), expires_at: expiresAt })
    .where('owner', '=', owner)
    .where('id', '=', id)
    .where('writer', '=', writer)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('upload.offset')
}

export async function noteFinished(
  db: Database<any>,
  { owner, id }: Upload,
  { sha256, mediaType, expiresAt }: { sha256: string; mediaType: string; expiresAt: Date },
): Promise<void> {
  await own(db)
    .updateTable('file_upload')
    .set({ sha256, media_type: mediaType, writer: null, expires_at: expiresAt })
    .where('owner', '=', owner)
    .where('id', '=', id)
    .execute()
}

/** Forgets an upload, of this very part: the id may have been used again. */
export async function forgetUpload(db: Database<any>, { part }: Pick<Upload, 'part'>): Promise<void> {
  await own(db).deleteFrom('file_upload').where('part', '=', part).execute()
}

export const expiryOf = (now: Date, { keptHours }: UploadLimits): Date => hoursAfter(now, keptHours)
