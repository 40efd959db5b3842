import { type FileRef, Refusal } from '@lianxie/contracts'
import type { Handler } from './handle.ts'
import { scanStates } from './scanner/scanned-files.ts'
import type { Database, Tx } from './tables.ts'

/** The rows of `stored_file`, which a service that takes files keeps in its schema. */
interface StoredFileTables {
  stored_file: { sha256: string; size: string; media_type: string; uploaded_at: Date; uploaded_by: string }
}

const own = (db: Database<any>) => db as Database<StoredFileTables>

/** Notes that a file was uploaded. */
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

/** The handler, refusing beforehand a command that names, under one of these fields, a file that is not here. */
export const withFiles = (
  handler: Handler<any, any, any>,
  fields: readonly string[] = ['file', 'files'],
): Handler<any, any, any> => ({
  ...handler,
  load: async (tx, command, context) => {
    const facts = await handler.load(tx, command, context)
    await requireFiles(tx, command, fields)
    return facts
  },
})

/** Refuses files that a command names and nobody uploaded, or whose size or type is another than it says. */
async function requireFiles(tx: Tx<any>, command: Record<string, unknown>, fields: readonly string[]): Promise<void> {
  const named = fields.flatMap((field) => {
    const value = command[field] as FileRef | readonly FileRef[] | undefined
    if (value === undefined) return []
    return Array.isArray(value)
      ? (value as readonly FileRef[]).map((ref, index) => ({ field: `${field}.${index}`, ref }))
      : [{ field, ref: value as FileRef }]
  })
  if (named.length === 0) return
  const hashes = named.map(({ ref }) => ref.sha256)
  const rows = await own(tx).selectFrom('stored_file').selectAll().where('sha256', 'in', hashes).execute()
  const scans = await scanStates(tx, hashes)
  for (const { field, ref } of named) {
    const stored = rows.find(({ sha256 }) => sha256 === ref.sha256)
    if (!stored) throw new Refusal('file.not_found', { field: `${field}.sha256` })
    if (scans.get(ref.sha256) === 'INFECTED') throw new Refusal('file.infected', { field: `${field}.sha256` })
    if (Number(stored.size) !== ref.size) throw new Refusal('file.hash', { field: `${field}.size` })
    if (stored.media_type !== ref.mediaType) throw new Refusal('file.hash', { field: `${field}.mediaType` })
  }
}
