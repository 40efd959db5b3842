import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Refusal } from '@lianxie/contracts'
import { chunksOf, describeFile, type FileRef, type Files } from '@lianxie/joint-protocol'
import { DOCUMENT_TYPES, type FileStore, type Runtime } from '@lianxie/service-kit'

/**
 * 附件: the kit's file store behind the protocol. Chunks that arrive are kept apart until the file is whole. A file of a
 * kind that is not exchanged is dropped and stays missing, so that nobody here countersigns what speaks of it.
 */
export function jointFiles(store: FileStore, folder: string, log: Pick<Runtime['log'], 'warn'>): Files {
  return {
    has: (sha256) => store.has(sha256),

    read: (sha256) => readChunks(store, sha256),

    async putChunk(file, index, bytes) {
      const incoming = join(folder, 'chunks', file.sha256)
      await mkdir(incoming, { recursive: true })
      await writeWhole(join(incoming, nameOf(index)), bytes)
      if ((await readdir(incoming)).filter((name) => name.endsWith('.chunk')).length < file.chunks.length) return
      try {
        await store.put(Readable.from(piecesOf(incoming, file)), {
          maxBytes: file.size,
          expectedSha256: file.sha256,
          allow: DOCUMENT_TYPES,
        })
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        log.warn({ file: file.sha256, code: error.code }, 'a file that a partner sent is not kept')
      }
      await rm(incoming, { recursive: true, force: true })
    },
  }
}

const nameOf = (index: number) => `${String(index).padStart(4, '0')}.chunk`

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(`${path}.new`, 'w')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${path}.new`, path)
}

async function* piecesOf(folder: string, { chunks }: FileRef): AsyncGenerator<Uint8Array> {
  for (const index of chunks.keys()) yield* createReadStream(join(folder, nameOf(index)))
}

async function* readChunks(store: FileStore, sha256: string): AsyncGenerator<Uint8Array> {
  yield* chunksOf(await store.open(sha256))
}

/** What an entry says of a file that is here and among those for who asks; refuses `file.not_found`. */
export async function fileRefOf(
  files: FileStore,
  wanted: { sha256: string; name: string; mediaType: string },
  readable: ReadonlySet<string>,
  field: string,
): Promise<FileRef> {
  if (!readable.has(wanted.sha256) || !(await files.has(wanted.sha256)))
    throw new Refusal('file.not_found', { field, sha256: wanted.sha256 })
  return describeFile(await files.open(wanted.sha256), { name: wanted.name, mediaType: wanted.mediaType })
}
