import { flushCompileCache } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { flushTraces } from './telemetry.ts'

/** How long a process that is asked to stop while it starts may go on starting: servers may be away. */
const START_GRACE_MS = 3_000

/** Starts and then serves until SIGTERM or SIGINT; stops in good order and ends the process with 0. */
export async function serveUntilAsked(start: () => Promise<{ stop(): Promise<void> }>, log: Logger): Promise<never> {
  const asked = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
  })
  const running = await Promise.race([start(), asked.then(() => wait(START_GRACE_MS, undefined))])
  // At once, as a process that is killed would leave nothing for the next start.
  flushCompileCache()
  const signal = await asked
  log.info({ signal }, 'stopping')
  await running?.stop()
  await flushTraces()
  process.exit(0)
}
