import type { Consumers } from './consumer.ts'
import type { Metrics } from './metrics.ts'
import type { Relay } from './relay.ts'

/** The gauges of what is under way between the tables and the stream. */
export function measureBackbone(metrics: Metrics, relay: Relay, consumers: Consumers): void {
  // One look at the database serves all gauges of one scrape.
  const relayed = once(() => relay.stats())
  const consumed = once(() => consumers.stats())
  metrics.registerGauge(
    'relay_unpublished_events',
    'Events not yet in the stream.',
    async () => (await relayed()).unpublished,
  )
  metrics.registerGauge(
    'relay_published_events',
    'Events published by this instance since its start.',
    async () => (await relayed()).published,
  )
  metrics.registerGauge(
    'relay_oldest_unpublished_seconds',
    'Age of the oldest event that is not in the stream.',
    async () => (await relayed()).oldestSeconds,
  )
  metrics.registerGauge(
    'relay_rewinds',
    'Rewinds of the stream that were noticed and mended.',
    async () => (await relayed()).rewinds,
  )
  const perContext = (name: 'lag' | 'waiting' | 'dead', help: string) =>
    metrics.registerGauge(
      `consumer_${name}_events`,
      help,
      async () =>
        (await consumed()).flatMap((stats) =>
          stats[name] === undefined ? [] : [{ labels: { context: stats.context }, value: stats[name] }],
        ),
      ['context'],
    )
  perContext('lag', 'Events of a context that are not taken in yet.')
  perContext('waiting', 'Events that wait for their predecessor.')
  perContext('dead', 'Events whose effects failed for good and that nobody has decided on.')
}

const REUSE_MS = 500

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let at = Number.NEGATIVE_INFINITY
  let latest: Promise<T> | undefined
  return () => {
    if (!latest || performance.now() - at > REUSE_MS) {
      at = performance.now()
      latest = read()
    }
    return latest
  }
}
