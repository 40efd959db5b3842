import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Refusal } from '@lianxie/contracts'
import type { FileStore, PutOptions, StoredFile } from './file-store.ts'
import { cleanPictureOf } from './pictures/clean-picture.ts'
import { PICTURE_TYPES, type PictureFacts, readPicture } from './pictures/sound-picture.ts'
import type { Runtime } from './runtime.ts'
import type { Verdict } from './scanner/file-scanner.ts'
import { noteVerdict, requireNotInfected, scanPath } from './scanner/scanned-files.ts'
import { noteFile, noteOwner } from './stored-files.ts'
import type { Database } from './tables.ts'

interface KeptTables {
  stored_file: { sha256: string }
  file_picture: {
    sha256: string
    width: number
    height: number
    latitude: number | null
    longitude: number | null
    clean_sha256: string | null
  }
}

/**
 * Keeps what somebody uploads: a picture is read to its end, the scanner looks at the file before it has its name, and what
 * was found out is noted. Throws what `FileStore.put` throws, `file.pixels`, `file.broken` and `file.infected`; nothing of a
 * refused file stays.
 */
export async function keepFile(
  { db, log, scanner, clock }: Pick<Runtime<any>, 'db' | 'log' | 'scanner' | 'clock'>,
  files: FileStore,
  stream: Readable,
  options: Omit<PutOptions, 'inspect'>,
  by: string,
): Promise<StoredFile> {
  let verdict: Verdict | undefined
  let picture: PictureFacts | undefined
  const stored = await files.put(stream, {
    ...options,
    inspect: async (path, { sha256, mediaType }) => {
      await requireNotInfected(db, sha256)
      verdict = await scanPath(scanner, path, log)
      if (verdict?.state === 'INFECTED') {
        // The same bytes may have come before the scanner knew of them.
        if (await isNoted(db, sha256)) await noteVerdict(db, sha256, verdict, clock.now())
        throw new Refusal('file.infected')
      }
      if (PICTURE_TYPES.includes(mediaType)) picture = await readPicture(path)
    },
  })
  await db.transaction().execute(async (tx) => {
    await noteFile(tx, stored, { at: clock.now(), by })
    if (verdict) await noteVerdict(tx, stored.sha256, verdict, clock.now())
    if (picture) await notePicture(tx, stored.sha256, picture)
  })
  return stored
}

/**
 * Keeps what shall leave the committee: of a picture the copy without place, time, camera and name is what it answers and what
 * drafts refer to (`domain.md` §3.2, location never crosses). Its owner alone is noted, as such a service keeps no list of files.
 * Throws what `keepFile` throws.
 */
export async function keepWithoutMetadata(
  { db, log, scanner }: Pick<Runtime<any>, 'db' | 'log' | 'scanner'>,
  files: FileStore,
  stream: Readable,
  options: Omit<PutOptions, 'inspect'>,
  by: string,
): Promise<StoredFile> {
  const stored = await files.put(stream, {
    ...options,
    inspect: async (path, { mediaType }) => {
      if ((await scanPath(scanner, path, log))?.state === 'INFECTED') throw new Refusal('file.infected')
      if (PICTURE_TYPES.includes(mediaType)) await readPicture(path)
    },
  })
  const sha256 = await cleanPictureOf(db, files, stored.sha256, stored.mediaType)
  const kept =
    sha256 === undefined ? stored : { ...stored, sha256, size: (await buffer(await files.open(sha256))).length }
  await noteOwner(db, kept.sha256, by)
  return kept
}

const own = (db: Database<any>) => db as Database<KeptTables>

const isNoted = async (db: Database<any>, sha256: string) =>
  (await own(db).selectFrom('stored_file').select('sha256').where('sha256', '=', sha256).executeTakeFirst()) !==
  undefined

const notePicture = (db: Database<any>, sha256: string, { width, height, place }: PictureFacts) =>
  own(db)
    .insertInto('file_picture')
    .values({
      sha256,
      width,
      height,
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
      clean_sha256: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
