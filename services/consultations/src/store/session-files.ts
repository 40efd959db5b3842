import { type consultations as c, Refusal } from '@lianxie/contracts'
import type { Database, Handler, Tx } from '@lianxie/service-kit'
import type { Tables } from './tables.ts'

/** Notes that a file was uploaded. */
export async function noteFile(
  db: Database<Tables>,
  { sha256, size, mediaType }: { sha256: string; size: number; mediaType: string },
  { at, by }: { at: Date; by: string },
): Promise<void> {
  await db
    .insertInto('stored_file')
    .values({ sha256, size: String(size), media_type: mediaType, uploaded_at: at, uploaded_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Refuses files that a command names and nobody uploaded, or whose size or type is another than it says. */
export async function requireFiles(
  tx: Tx<Tables>,
  { file, files = [] }: { file?: c.FileRef | undefined; files?: readonly c.FileRef[] },
): Promise<void> {
  const named = [
    ...(file ? [{ field: 'file', ref: file }] : []),
    ...files.map((ref, index) => ({ field: `files.${index}`, ref })),
  ]
  if (named.length === 0) return
  const hashes = named.map(({ ref }) => ref.sha256)
  const rows = await tx.selectFrom('stored_file').selectAll().where('sha256', 'in', hashes).execute()
  for (const { field, ref } of named) {
    const stored = rows.find(({ sha256 }) => sha256 === ref.sha256)
    if (!stored) throw new Refusal('file.not_found', { field: `${field}.sha256` })
    if (Number(stored.size) !== ref.size) throw new Refusal('file.hash', { field: `${field}.size` })
    if (stored.media_type !== ref.mediaType) throw new Refusal('file.hash', { field: `${field}.mediaType` })
  }
}

/** The handler, refusing beforehand what names a file that is not here. */
export const withFiles = (handler: Handler<any, any, any>): Handler<any, any, any> => ({
  ...handler,
  load: async (tx, command, context) => {
    const facts = await handler.load(tx, command, context)
    await requireFiles(tx, command)
    return facts
  },
})
