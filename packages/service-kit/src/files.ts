import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '@lianxie/contracts'
import { isSoundOfficeFile } from './file-store-office.ts'
import type { FileStore } from './file-store.ts'

const SHA256 = /^[0-9a-f]{64}$/
const OFFICE = 'application/vnd.openxmlformats-officedocument.'
const DAY = 24 * 3600_000

/**
 * Files in a local folder, `<folder>/ab/abcd…`. A file is written under a temporary name, hashed and measured on the way,
 * recognised by its bytes, synced, and only then given its name; so a name that is there is a whole file.
 */
export async function openFiles(folder: string): Promise<FileStore> {
  const incoming = join(folder, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  await clearAbandoned(incoming)

  // Names come from hashes alone: nothing that a client sends becomes part of a path.
  const pathOf = (sha256: string) => (SHA256.test(sha256) ? join(folder, sha256.slice(0, 2), sha256) : undefined)

  return {
    async put(stream, { maxBytes, allow, expectedSha256, inspect }) {
      // A request without a body has none.
      if (!(stream instanceof Readable)) throw new Refusal('request.invalid', { field: 'body' })
      const temporary = join(incoming, randomUUID())
      try {
        const { sha256, size } = await receive(stream, temporary, maxBytes)
        if (expectedSha256 !== undefined && expectedSha256.toLowerCase() !== sha256) throw new Refusal('file.hash')
        const mediaType = await recognise(temporary)
        if (mediaType === undefined || !allow.includes(mediaType)) {
          throw new Refusal('file.type', { found: mediaType ?? 'unknown', accepted: [...allow] })
        }
        await inspect?.(temporary, { sha256, size, mediaType })
        const path = pathOf(sha256)!
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        // Replacing the same file by itself is harmless, and heals one whose bytes had decayed.
        await rename(temporary, path)
        await syncFolder(dirname(path))
        await syncFolder(folder)
        return { sha256, size, mediaType }
      } finally {
        await rm(temporary, { force: true })
      }
    },

    async open(sha256) {
      const path = pathOf(sha256)
      if (!path) throw new Refusal('file.not_found')
      const file = await open(path).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? new Refusal('file.not_found') : error
      })
      const source = file.createReadStream()
      const verified = source.pipe(verifying(sha256))
      source.once('error', (error) => verified.destroy(error))
      verified.once('close', () => source.destroy())
      return verified
    },

    async has(sha256) {
      const path = pathOf(sha256)
      return path !== undefined && (await exists(path))
    },

    async remove(sha256) {
      const path = pathOf(sha256)
      if (path === undefined || !(await exists(path))) return false
      await rm(path, { force: true })
      await syncFolder(dirname(path))
      return true
    },
  }
}

/** Writes the stream to `path` and syncs it; stops at the first byte too many. */
async function receive(stream: Readable, path: string, maxBytes: number): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > maxBytes) return done(new Refusal('file.too_large', { maxBytes }))
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const file = await open(path, 'wx', 0o600)
  // `flush` syncs the bytes to the disk before the file is closed.
  await pipeline(stream, measure, file.createWriteStream({ flush: true }))
  return { sha256: hash.digest('hex'), size }
}

/** The media type by the bytes: magic numbers, the inside of Office files (one with macros is another type), or UTF-8 text. */
async function recognise(path: string): Promise<string | undefined> {
  const { fileTypeFromFile } = await import('file-type')
  const found = await fileTypeFromFile(path)
  if (found?.mime.startsWith(OFFICE) && !(await isSoundOfficeFile(path))) return 'application/zip'
  if (found) return found.mime
  return (await isText(path)) ? 'text/plain' : undefined
}

// Text has no magic number: valid UTF-8 without control characters, and no markup that a browser could run.
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let head = ''
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk as Buffer, { stream: true })
      // oxlint-disable-next-line no-control-regex -- control characters are what tells binary from text
      if (/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text)) return false
      if (head.length < 1024) head += text.slice(0, 1024)
    }
    decoder.decode()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false
    throw error
  }
  return head.length > 0 && !/^\s*</.test(head)
}

/** Lets bytes through and fails at the end when they were not those of the hash. */
function verifying(sha256: string): Transform {
  const hash = createHash('sha256')
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
    flush(done) {
      const found = hash.digest('hex')
      done(found === sha256 ? null : new Error(`the stored file ${sha256} has changed: its bytes hash to ${found}`))
    },
  })
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/** Makes a name in a folder durable. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes what a crash left half written; younger files may be another instance's. */
async function clearAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (found && Date.now() - found.mtimeMs > DAY) await rm(path, { force: true })
  }
}
