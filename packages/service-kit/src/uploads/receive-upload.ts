import { randomUUID } from 'node:crypto'
import { constants, type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { Refusal } from '@lianxie/contracts'
import type { FileStore } from '../file-store.ts'
import { keepFile } from '../keep-file.ts'
import type { Runtime } from '../runtime.ts'
import {
  expiryOf,
  findUpload,
  forgetUpload,
  noteFinished,
  noteReceived,
  takePen,
  type Upload,
  type UploadLimits,
} from './upload-record.ts'

/** What is lost at most when the power goes: as much is sent again. */
const CHECKPOINT_BYTES = 1024 * 1024

export interface Receiving {
  runtime: Runtime<any>
  files: FileStore
  limits: UploadLimits
  allow: readonly string[]
}

/** The unfinished bytes of an upload: in the service's files, so that they outlive the service. */
export const partPath = (filesDir: string, part: string): string => join(filesDir, 'uploads', part)

/**
 * Writes a piece of an upload where the last one ended, and keeps the file when it is whole. What came before the connection
 * broke stays, and the sender goes on behind it. The latest request writes: an earlier one, whose connection is dead and does
 * not know it, stops at its next checkpoint; both write the same bytes, or the hash tells.
 * Refuses `upload.offset` with what was received, and what the kept file is refused for; then nothing of the upload stays.
 */
export async function receivePiece(
  receiving: Receiving,
  upload: Upload,
  offset: number,
  stream: Readable,
): Promise<Upload> {
  if (offset !== upload.received) throw new Refusal('upload.offset', { received: upload.received })
  if (upload.received < upload.size) await append(receiving, upload, stream)
  const { runtime } = receiving
  return finish(receiving, await findUpload(runtime.db, upload.owner, upload.id, runtime.clock.now()))
}

async function append({ runtime, limits }: Receiving, upload: Upload, stream: Readable): Promise<void> {
  const { db, clock, filesDir } = runtime
  const writer = randomUUID()
  await takePen(db, upload, writer)
  const file = await openPart(partPath(filesDir, upload.part))
  let { received } = upload
  let noted = received
  const checkpoint = async () => {
    if (received === noted) return
    await file.datasync()
    await noteReceived(db, upload, { writer, received, expiresAt: expiryOf(clock.now(), limits) })
    noted = received
  }
  try {
    await requireBytes(file, upload, runtime, writer, limits)
    let isCut = false
    for await (const chunk of untilCut(stream, () => (isCut = true))) {
      if (received + chunk.length > upload.size) throw new Refusal('file.too_large', { maxBytes: upload.size })
      await writeWhole(file, chunk, received)
      received += chunk.length
      if (received - noted >= CHECKPOINT_BYTES) await checkpoint()
    }
    await checkpoint()
    if (isCut) throw new Refusal('upload.cut', { received })
  } finally {
    await file.close()
  }
}

/** The file of a whole upload. Whoever comes here again, after a crash or beside another request, ends with the same. */
export async function finish(receiving: Receiving, upload: Upload): Promise<Upload> {
  if (upload.file || upload.received < upload.size) return upload
  const { runtime, files, limits, allow } = receiving
  const path = partPath(runtime.filesDir, upload.part)
  const options = {
    maxBytes: upload.size,
    allow,
    ...(upload.announced !== undefined && { expectedSha256: upload.announced }),
  }
  let sha256, mediaType
  try {
    const part = await open(path)
    ;({ sha256, mediaType } = await keepFile(runtime, files, part.createReadStream(), options, upload.owner))
  } catch (error) {
    if (error instanceof Refusal) await dropUpload(runtime, upload)
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    // Another request was faster; or the bytes are gone, and the sender must begin again.
    const found = await findUpload(runtime.db, upload.owner, upload.id, runtime.clock.now())
    if (found.file) return found
    await dropUpload(runtime, upload)
    throw new Refusal('upload.not_found')
  }
  await noteFinished(runtime.db, upload, { sha256, mediaType, expiresAt: expiryOf(runtime.clock.now(), limits) })
  await rm(path, { force: true })
  return { ...upload, file: { sha256, mediaType } }
}

/** Forgets an upload and its bytes; a file that was kept stays. */
export async function dropUpload(
  { db, filesDir }: Pick<Runtime<any>, 'db' | 'filesDir'>,
  upload: Pick<Upload, 'part'>,
) {
  await forgetUpload(db, upload)
  await rm(partPath(filesDir, upload.part), { force: true })
}

async function openPart(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  return open(path, constants.O_RDWR | constants.O_CREAT, 0o600)
}

/** A disk that was restored may hold less than was noted: the sender is told to go on where it ends. */
async function requireBytes(
  file: FileHandle,
  upload: Upload,
  { db, clock }: Runtime<any>,
  writer: string,
  limits: UploadLimits,
): Promise<void> {
  const { size } = await file.stat()
  if (size >= upload.received) return
  await noteReceived(db, upload, { writer, received: size, expiresAt: expiryOf(clock.now(), limits) })
  throw new Refusal('upload.offset', { received: size })
}

async function* untilCut(stream: Readable, cut: () => void): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer
  } catch (error) {
    // A connection that breaks ends this piece and not the upload.
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
    cut()
  }
}

async function writeWhole(file: FileHandle, chunk: Buffer, at: number): Promise<void> {
  for (let written = 0; written < chunk.length;) {
    const { bytesWritten } = await file.write(chunk, written, chunk.length - written, at + written)
    written += bytesWritten
  }
}
