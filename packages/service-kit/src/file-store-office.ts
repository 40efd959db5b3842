import type { Readable } from 'node:stream'
import type { Entry, ZipFile } from 'yauzl'

// Office opens far less than this; more is a bomb.
const MAX_ENTRIES = 10_000
const MAX_UNPACKED_BYTES = 512 * 1024 ** 2
// Drawings and tables repeat themselves, but not like this.
const MAX_RATIO = 200
const SMALL_BYTES = 32 * 1024 ** 2

/**
 * Whether a zip that looks like an Office file is a whole and harmless one by its directory: the content types are there,
 * nothing carries macros or embedded programs, no name leaves the archive, and it does not unpack beyond measure. As a
 * directory may lie, every part is then unpacked, to nowhere, and must have the length that it says.
 */
export async function isSoundOfficeFile(path: string): Promise<boolean> {
  let unpacked = 0
  let packed = 0
  let entries = 0
  let hasTypes = false
  try {
    for await (const entry of entriesOf(await openZip(path))) {
      entries += 1
      unpacked += entry.uncompressedSize
      packed += entry.compressedSize
      if (entries > MAX_ENTRIES || unpacked > MAX_UNPACKED_BYTES || entry.isEncrypted()) return false
      if (/vbaProject|activeX|\.(exe|dll|js|vbs|scr|bat|cmd|ps1)$/i.test(entry.fileName)) return false
      hasTypes ||= entry.fileName === '[Content_Types].xml'
    }
    if (!hasTypes || (unpacked > SMALL_BYTES && unpacked > packed * MAX_RATIO)) return false
    await unpackAll(path)
    return true
  } catch (error) {
    if (error instanceof BrokenZip) return false
    throw error
  }
}

/** Fails at the first byte beyond what the directory says. */
async function unpackAll(path: string): Promise<void> {
  const zip = await openZip(path)
  for await (const entry of entriesOf(zip)) {
    const part = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, stream) => (error ? reject(brokenOr(error)) : resolve(stream)))
    })
    try {
      for await (const _ of part);
    } catch (error) {
      // What zlib finds wrong has a code too; the disk's are those of system calls.
      throw (error as NodeJS.ErrnoException).syscall === undefined
        ? new BrokenZip((error as Error).message, { cause: error })
        : error
    }
  }
}

class BrokenZip extends Error {}

// yauzl reports what is wrong with an archive and what is wrong with the disk alike; only the latter has a code.
const brokenOr = (error: Error) => ('code' in error ? error : new BrokenZip(error.message, { cause: error }))

async function openZip(path: string): Promise<ZipFile> {
  const { open } = await import('yauzl')
  return await new Promise((resolve, reject) => {
    open(path, { lazyEntries: true }, (error, zip) => (error ? reject(brokenOr(error)) : resolve(zip)))
  })
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    for (;;) {
      const entry = await nextEntry(zip)
      if (!entry) return
      yield entry
    }
  } finally {
    zip.close()
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (work: () => void) => {
      zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error')
      work()
    }
    zip.once('entry', (entry: Entry) => settle(() => resolve(entry)))
    zip.once('end', () => settle(() => resolve(undefined)))
    zip.once('error', (error: Error) => settle(() => reject(brokenOr(error))))
    zip.readEntry()
  })
}
