import { z } from 'zod'
import { line, Sha256 } from '../primitives.ts'

/**
 * 附件名称: what readers see and save a file as, never a person's name. No path, no name that hides or means a folder, and none
 * of the characters that are not seen or turn the order of others: `报告\u202Efdp.exe` reads like a PDF.
 */
export const FileName = line(200)
  .refine((name) => !/[/\\]/.test(name))
  .refine((name) => !/^\.|\.$/.test(name))
  .refine((name) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name))

/** 附件: a file by its hash, as it was uploaded to the service's file route before. */
export const FileRef = z
  .strictObject({
    sha256: Sha256,
    name: FileName,
    size: z.int().positive().max(200_000_000),
    mediaType: line(120),
  })
  .meta({ id: 'FileRef' })
export type FileRef = z.infer<typeof FileRef>
