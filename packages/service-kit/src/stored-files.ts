import { type FileRef, Refusal } from '@lianxie/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Handler } from './handle.ts'
import { scanStates } from './scanner/scanned-files.ts'
import type { Database, Tx } from './tables.ts'

/** Which of these files an actor reads by something that refers to them: one question for all of them. */
export type ReadableFiles = (db: Database<any>, hashes: readonly string[], actor: Actor) => Promise<ReadonlySet<string>>

/** The rows of `stored_file`, which a service that takes files keeps in its schema, and of who uploaded them. */
interface StoredFileTables {
  stored_file: { sha256: string; size: string; media_type: string; uploaded_at: Date; uploaded_by: string }
  file_owner: { sha256: string; owner: string }
}

const own = (db: Database<any>) => db as Database<StoredFileTables>

/** Notes that a file was uploaded. The same bytes again are the same file, and its uploaders all own it. */
export async function noteFile(
  db: Database<any>,
  { sha256, size, mediaType }: { sha256: string; size: number; mediaType: string },
  { at, by }: { at: Date; by: string },
): Promise<void> {
  await own(db)
    .insertInto('stored_file')
    .values({ sha256, size: String(size), media_type: mediaType, uploaded_at: at, uploaded_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await noteOwner(db, sha256, by)
}

/** Notes that an account uploaded a file; again, nothing more is noted. */
export async function noteOwner(db: Database<any>, sha256: string, owner: string): Promise<void> {
  await own(db)
    .insertInto('file_owner')
    .values({ sha256, owner })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Which of these files an account noted with `noteOwner`. */
export async function ownedFiles(
  db: Database<any>,
  hashes: readonly string[],
  owner: string,
): Promise<ReadonlySet<string>> {
  const rows = await own(db)
    .selectFrom('file_owner')
    .select('sha256')
    .where('sha256', 'in', [...hashes])
    .where('owner', '=', owner)
    .execute()
  return new Set(rows.map(({ sha256 }) => sha256))
}

/** Which of these files an account uploaded, as the first or after others. */
export async function uploadedFiles(
  db: Database<any>,
  hashes: readonly string[],
  by: string,
): Promise<ReadonlySet<string>> {
  const first = await own(db)
    .selectFrom('stored_file')
    .select('sha256')
    .where('sha256', 'in', [...hashes])
    .where('uploaded_by', '=', by)
    .execute()
  return new Set([...first.map(({ sha256 }) => sha256), ...(await ownedFiles(db, hashes, by))])
}

/**
 * Which of these files fit a condition in SQL, for `ReadableFiles`: it stands behind rows `asked` of `sha256`, of `one`, which a
 * column of one file contains (`@>`), and of `many`, which a column of several does.
 */
export async function filesThat(
  db: Database<any>,
  hashes: readonly string[],
  condition: RawBuilder<unknown>,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ sha256: string }>`
    select asked.sha256 from (
      select given.sha256, jsonb_build_object('sha256', given.sha256) as one,
        jsonb_build_array(jsonb_build_object('sha256', given.sha256)) as many
      from unnest(${[...hashes]}::text[]) as given (sha256)
    ) as asked
    where ${condition}`.execute(db)
  return new Set(rows.map(({ sha256 }) => sha256))
}

/** What a file is, by its bytes; undefined when nobody uploaded it. */
export async function mediaTypeOf(db: Database<any>, sha256: string): Promise<string | undefined> {
  const row = await own(db)
    .selectFrom('stored_file')
    .select('media_type')
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row?.media_type
}

/** The handler, whose command names files under these fields. */
export const withFiles = (
  handler: Handler<any, any, any>,
  fields: readonly string[] = ['file', 'files'],
): Handler<any, any, any> => ({ ...handler, files: fields })

/**
 * Refuses files that a command names and who asks neither uploaded nor reads by what refers to them, in the words in which one
 * is refused that nobody uploaded; and those whose size or type is another than it says.
 */
export async function requireFiles(
  tx: Tx<any>,
  { command, fields }: { command: Record<string, unknown>; fields: readonly string[] },
  actor: Actor,
  readableFiles: ReadableFiles | undefined,
): Promise<void> {
  const named = filesIn(command, fields)
  if (named.length === 0) return
  const hashes = [...new Set(named.map(({ ref }) => ref.sha256))]
  const rows = await own(tx).selectFrom('stored_file').selectAll().where('sha256', 'in', hashes).execute()
  const mine = await uploadedFiles(tx, hashes, actor.id)
  const others = rows.filter(({ sha256 }) => !mine.has(sha256))
  const closed = await closedAmong(
    tx,
    others.map(({ sha256 }) => sha256),
    actor,
    readableFiles,
  )
  const scans = await scanStates(tx, hashes)
  for (const { field, ref } of named) {
    const stored = rows.find(({ sha256 }) => sha256 === ref.sha256)
    if (!stored || closed.has(ref.sha256)) throw new Refusal('file.not_found', { field: `${field}.sha256` })
    if (scans.get(ref.sha256) === 'INFECTED') throw new Refusal('file.infected', { field: `${field}.sha256` })
    if (Number(stored.size) !== ref.size) throw new Refusal('file.hash', { field: `${field}.size` })
    if (stored.media_type !== ref.mediaType) throw new Refusal('file.hash', { field: `${field}.mediaType` })
  }
}

function filesIn(command: Record<string, unknown>, fields: readonly string[]): { field: string; ref: FileRef }[] {
  return fields.flatMap((field) => {
    const value = command[field] as FileRef | readonly FileRef[] | undefined
    if (value === undefined) return []
    return Array.isArray(value)
      ? (value as readonly FileRef[]).map((ref, index) => ({ field: `${field}.${index}`, ref }))
      : [{ field, ref: value as FileRef }]
  })
}

/** Those of other people's files that an actor does not read. The service itself reads all. */
async function closedAmong(
  tx: Tx<any>,
  hashes: readonly string[],
  actor: Actor,
  readableFiles: ReadableFiles | undefined,
): Promise<ReadonlySet<string>> {
  if (hashes.length === 0 || actor.role === 'SYSTEM') return new Set()
  const readable = (await readableFiles?.(tx, hashes, actor)) ?? new Set<string>()
  return new Set(hashes.filter((hash) => !readable.has(hash)))
}
