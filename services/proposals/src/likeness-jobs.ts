import { Id } from '@lianxie/contracts'
import { defineJob, definePeriodicJob, type JobDefinition, schedule, type Tx } from '@lianxie/service-kit'
import { z } from 'zod'
import { countTerms, isOutgrown } from './store/likeness-counting.ts'
import { renewLikeness } from './store/likeness.ts'
import type { Tables } from './store/tables.ts'

/** 查重特征更新: makes some anew and goes on behind them, so that no transaction is long. */
export const renewLikenessJob = defineJob(
  'proposals.renew-likeness',
  z.strictObject({ after: Id.optional() }),
  async (tx: Tx<Tables>, { after }, { now }) => {
    const next = await renewLikeness(tx, after)
    if (next !== undefined) await schedule(tx, renewLikenessJob, { after: next }, { at: now, key: next })
  },
)

/** Counts the terms again when there are twice as many proposals as then. */
export const countLikenessJob = definePeriodicJob(
  'proposals.count-likeness',
  { hours: 1 },
  async (tx: Tx<Tables>, { now }) => {
    if (!(await isOutgrown(tx))) return
    await countTerms(tx)
    await planLikeness(tx, now)
  },
)

/** Has everything that is missing or outdated made soon. */
export const planLikeness = (tx: Tx<Tables>, now: Date) => schedule(tx, renewLikenessJob, {}, { at: now, key: 'first' })

export const likenessJobs: readonly JobDefinition[] = [countLikenessJob, renewLikenessJob]
