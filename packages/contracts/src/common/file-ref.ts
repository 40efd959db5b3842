import { z } from 'zod'
import { line, Sha256 } from '../primitives.ts'

/** 附件: a file by its hash, as it was uploaded to the service's file route before. */
export const FileRef = z
  .strictObject({
    sha256: Sha256,
    /** What readers see, never a person's name. */
    name: line(200),
    size: z.int().positive().max(200_000_000),
    mediaType: line(120),
  })
  .meta({ id: 'FileRef' })
export type FileRef = z.infer<typeof FileRef>
