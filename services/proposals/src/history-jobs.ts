import { Id, proposals as c } from '@lianxie/contracts'
import { defineJob, schedule, type Tx } from '@lianxie/service-kit'
import { z } from 'zod'
import type { Tables } from './store/tables.ts'

/** 历史导入的一段: done in a transaction of its own, which schedules the next; a crash leaves whole parts, and the job. */
export const importHistoryJob = defineJob(
  'proposals.import-history',
  z.strictObject({ importId: Id, after: z.int().nonnegative() }),
  (_tx, part, context) => context.execute(c.ImportHistoryChunk, part),
)

export const planHistoryChunk = (tx: Tx<Tables>, part: { importId: string; after: number }, now: Date) =>
  schedule(tx, importHistoryJob, part, { at: now, key: part.importId })
