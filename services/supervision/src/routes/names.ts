import { Id, line } from '@lianxie/contracts'
import { z } from 'zod'

/**
 * 姓名: who the members are, as the caller has read it from the directory. Names are printed and not kept: this service
 * knows members by their ids alone.
 */
export const Names = z
  .record(Id, z.strictObject({ name: line(50), sector: line(60).optional() }))
  .refine((names) => Object.keys(names).length <= 5_000)
  .default({})
export type Names = z.infer<typeof Names>
