import type { Readable } from 'node:stream'

/** A kept file: its name is its content. */
export interface StoredFile {
  /** SHA-256 of the bytes in lower-case hexadecimal. */
  sha256: string
  /** Bytes. */
  size: number
  /** What the bytes are, read from themselves; never what the sender said. */
  mediaType: string
}

export interface PutOptions {
  /** Bytes; the stream is cut off as soon as it is longer. */
  maxBytes: number
  /** Media types that are accepted, see `DOCUMENT_TYPES`. */
  allow: readonly string[]
  /** What the sender says the hash is. */
  expectedSha256?: string
  /** Looks at the whole file before it gets its name, and throws what it is refused for. */
  inspect?(path: string, file: StoredFile): Promise<void>
}

/**
 * Keeps files by the SHA-256 of their bytes. Files pass through as streams and are never whole in memory.
 * A file that is refused, or whose stream breaks off, leaves nothing behind.
 */
export interface FileStore {
  /** Keeps a file, durably before it answers. Throws `file.too_large`, `file.type` or `file.hash`. Same bytes, same file. */
  put(stream: Readable, options: PutOptions): Promise<StoredFile>
  /** Reads a file; the stream fails at its end when the bytes are not those of the hash. Throws `file.not_found`. */
  open(sha256: string): Promise<Readable>
  has(sha256: string): Promise<boolean>
  /** Drops a file; false when there is none. The caller knows that nothing refers to it any more. */
  remove(sha256: string): Promise<boolean>
}

/** What offices exchange: PDF, the Office formats without macros, pictures, plain text. */
export const DOCUMENT_TYPES: readonly string[] = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'image/jpeg',
  'image/png',
  'text/plain',
]
