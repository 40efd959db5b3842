import { once } from 'node:events'
import { constants, crc32, createDeflateRaw } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'

/** A ZIP archive that is written from its beginning to its end, and taken away piece by piece. */
export interface Archive {
  add(path: string, text: string): Promise<void>
  /** A part that grows; the next part begins after its `end`. */
  open(path: string): { write(text: string): Promise<void>; end(): Promise<void> }
  /** What has come together since the last call. */
  take(): Uint8Array[]
  close(): void
}

/** Compressed by the runtime's own zlib, which takes half of the time of one in JavaScript. */
export function archive(): Archive {
  let ready: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    ready.push(piece)
  })

  function open(path: string) {
    // Chinese text shrinks to 60 % at every level; a low one takes a third less time.
    const deflate = createDeflateRaw({ level: 3, strategy: constants.Z_DEFAULT_STRATEGY })
    const entry: ZipInputFile = { filename: path, size: 0, crc: 0, compression: 8, mtime: EARLIEST }
    zip.add(entry)
    deflate.on('data', (piece: Uint8Array<ArrayBuffer>) => entry.ondata!(null, piece, false))
    return {
      async write(text: string) {
        const bytes = Buffer.from(text)
        entry.size += bytes.length
        entry.crc = crc32(bytes, entry.crc)
        if (!deflate.write(bytes)) await once(deflate, 'drain')
      },
      async end() {
        deflate.end()
        await once(deflate, 'end')
        entry.ondata!(null, new Uint8Array(0), true)
      },
    }
  }

  return {
    open,
    async add(path, text) {
      const part = open(path)
      await part.write(text)
      await part.end()
    },
    take() {
      const taken = ready
      ready = []
      return taken
    },
    close: () => zip.end(),
  }
}

/** ZIP knows no time before this one. No clock is asked: the same rows give the same file. */
const EARLIEST = new Date(1980, 0, 1)
