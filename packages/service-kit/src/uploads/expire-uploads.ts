import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { definePeriodicJob, type JobContext } from '../jobs.ts'
import type { Database, Tx } from '../tables.ts'
import { partPath } from './receive-upload.ts'
import type { UploadTables } from './upload-record.ts'

const HOUR_MS = 3_600_000

/** 清理过期上传: uploads that nobody continued, and bytes that no upload knows of. */
export const expireUploads = definePeriodicJob('files.expire-uploads', { hours: 1 }, expire)

async function expire(tx: Tx<any>, { filesDir, now }: JobContext): Promise<void> {
  const expired = await (tx as Database<any> as Database<UploadTables>)
    .deleteFrom('file_upload')
    .where('expires_at', '<=', now)
    .returning('part')
    .execute()
  if (filesDir === undefined) return
  // Should this not be committed, an upload without bytes begins anew.
  for (const { part } of expired) await rm(partPath(filesDir, part), { force: true })
  await clearStrays(tx, dirname(partPath(filesDir, 'any')))
}

/** Removes bytes without an upload. Young ones stay for an hour: an upload that begins just now is not seen from here. */
async function clearStrays(tx: Tx<any>, folder: string): Promise<void> {
  const names = await readdir(folder).catch(nothingIfMissing)
  if (!names || names.length === 0) return
  const rows = await (tx as Database<any> as Database<UploadTables>).selectFrom('file_upload').select('part').execute()
  const known = new Set(rows.map(({ part }) => part))
  for (const name of names.filter((one) => !known.has(one))) {
    const path = join(folder, name)
    const found = await stat(path).catch(nothingIfMissing)
    if (found && Date.now() - found.mtimeMs > HOUR_MS) await rm(path, { force: true })
  }
}

function nothingIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}
