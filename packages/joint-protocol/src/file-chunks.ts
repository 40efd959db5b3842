import { createHash } from 'node:crypto'
import { sha256 } from './encoding.ts'
import { CHUNK_BYTES, FileRef } from './file-ref.ts'

/** Cuts a stream of any pieces into chunks of CHUNK_BYTES; never holds more than one chunk and one piece. */
export async function* chunksOf(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let chunk = new Uint8Array(CHUNK_BYTES)
  let filled = 0
  for await (const piece of bytes) {
    let rest = piece
    while (rest.length > 0) {
      const part = rest.subarray(0, CHUNK_BYTES - filled)
      chunk.set(part, filled)
      filled += part.length
      rest = rest.subarray(part.length)
      if (filled < CHUNK_BYTES) continue
      yield chunk
      chunk = new Uint8Array(CHUNK_BYTES)
      filled = 0
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled)
}

/** Reads a file once and states what an entry says of it. An error for an empty file and beyond MAX_CHUNKS chunks. */
export async function describeFile(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { name, mediaType }: { name: string; mediaType: string },
): Promise<FileRef> {
  const whole = createHash('sha256')
  const chunks: string[] = []
  let size = 0
  for await (const chunk of chunksOf(bytes)) {
    whole.update(chunk)
    chunks.push(sha256(chunk))
    size += chunk.length
  }
  return FileRef.parse({ sha256: whole.digest('hex'), size, name, mediaType, chunks })
}
