import { expect, test } from 'vitest'
import { readingOf, readingsIn } from '../web/pages/operations/metrics.ts'

const TEXT = `# HELP lianxie_consumer_lag_events Events
# TYPE lianxie_consumer_lag_events gauge
lianxie_consumer_lag_events{context="identity",service="joint"} 3
lianxie_consumer_lag_events{context="directory \\"x\\"",service="joint"} 0
lianxie_relay_unpublished_events{service="joint"} 1.5e3
lianxie_odd{service="joint"} NaN
lianxie_bare 7
`

test('readings are found by name and label, whatever is quoted in them', () => {
  const readings = readingsIn(TEXT)

  expect(readingOf(readings, 'consumer_lag_events', { context: 'identity' })).toBe(3)
  expect(readings.get('consumer_lag_events')).toHaveLength(2)
  expect(readingOf(readings, 'relay_unpublished_events')).toBe(1500)
  expect(readingOf(readings, 'bare')).toBe(7)
  expect(readingOf(readings, 'odd')).toBeUndefined()
  expect(readingOf(undefined, 'bare')).toBeUndefined()
})
