import { purgeImports } from './imports.ts'
import { definePeriodicJob, type JobDefinition } from './jobs.ts'
import { tidyStopped } from './stopped-tokens.ts'

const KEPT_DAYS = 7

/** What every service tidies up by itself: remembered answers and import previews past their seven days. */
export const kitJobs: readonly JobDefinition[] = [
  definePeriodicJob('kit.tidy', { hours: 6 }, async (tx, { now }) => {
    const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
    await tx.deleteFrom('idempotency').where('created_at', '<', before).execute()
    // One row per process that ever asked after its health.
    await tx.deleteFrom('health_probe').where('probed_at', '<', before).execute()
    await purgeImports(tx, now)
    await tidyStopped(tx)
  }),
]
