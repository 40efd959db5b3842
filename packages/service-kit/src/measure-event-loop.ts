import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Metrics } from './metrics.ts'

/** Node looks at its loop this often, and counts that time as part of every delay. */
const EVERY_MS = 10

/**
 * Measures how late the event loop comes round, which is how long a request at least waits for one that computes: the
 * median, p99 and the most since the gauge was read last. Ends when it is disposed of.
 */
export function measureEventLoop(metrics: Metrics): Disposable {
  const delays = monitorEventLoopDelay({ resolution: EVERY_MS })
  delays.enable()
  metrics.registerGauge(
    'event_loop_delay_seconds',
    'Delay of the event loop since the last reading.',
    () => {
      const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - EVERY_MS / 1e3)
      const values = delays.count === 0 ? [0, 0, 0] : [delays.percentile(50), delays.percentile(99), delays.max]
      delays.reset()
      return ['0.5', '0.99', '1'].map((quantile, at) => ({ labels: { quantile }, value: seconds(values[at]!) }))
    },
    ['quantile'],
  )
  return { [Symbol.dispose]: () => void delays.disable() }
}
