import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import type { FileStore } from '../file-store.ts'
import type { Database } from '../tables.ts'
import { loadSharp, MAX_PIXELS, PICTURE_TYPES } from './sound-picture.ts'

interface PictureTables {
  file_picture: { sha256: string; clean_sha256: string | null }
}

/**
 * 去除元数据的副本: the hash of a copy of a picture without place, time, camera and name, upright as it was taken; made when it
 * is first asked for and kept. Undefined for what is no picture.
 */
export async function cleanPictureOf(
  db: Database<any>,
  files: FileStore,
  sha256: string,
  mediaType: string,
): Promise<string | undefined> {
  if (!PICTURE_TYPES.includes(mediaType)) return undefined
  const own = db as Database<PictureTables>
  const known = await own
    .selectFrom('file_picture')
    .select('clean_sha256')
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (known?.clean_sha256 && (await files.has(known.clean_sha256))) return known.clean_sha256
  const bytes = await withoutMetadata(await buffer(await files.open(sha256)), mediaType)
  const clean = createHash('sha256').update(bytes).digest('hex')
  await files.put(Readable.from([bytes]), { maxBytes: bytes.length, allow: [mediaType], expectedSha256: clean })
  await sql`update file_picture set clean_sha256 = ${clean} where sha256 = ${sha256}`.execute(db)
  return clean
}

async function withoutMetadata(bytes: Buffer, mediaType: string): Promise<Buffer> {
  const sharp = await loadSharp()
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS }).autoOrient()
  return mediaType === 'image/png' ? picture.png().toBuffer() : picture.jpeg({ quality: 88 }).toBuffer()
}
