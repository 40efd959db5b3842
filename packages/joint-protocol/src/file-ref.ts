import { z } from 'zod'
import { FileHash, Line } from './primitives.ts'

/** Bytes of one chunk before sealing. Below NATS' default limit of 1 MiB a message. */
export const CHUNK_BYTES = 512 * 1024
/** 256 MiB: the chunk list must fit into an entry. */
export const MAX_CHUNKS = 512

/** A file that an entry speaks of: whoever signs the entry signs these bytes. */
export const FileRef = z
  .strictObject({
    sha256: FileHash,
    size: z
      .int()
      .min(1)
      .max(MAX_CHUNKS * CHUNK_BYTES),
    name: Line,
    mediaType: z
      .string()
      .max(100)
      .regex(/^[\w.+-]+\/[\w.+-]+$/),
    chunks: z.array(FileHash).min(1).max(MAX_CHUNKS),
  })
  .refine((file) => file.chunks.length === Math.ceil(file.size / CHUNK_BYTES), {
    error: 'expected one hash for each chunk',
  })
export type FileRef = z.infer<typeof FileRef>

export const Files = z.array(FileRef).max(20)
