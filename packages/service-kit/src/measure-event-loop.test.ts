import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { measureEventLoop } from './measure-event-loop.ts'
import { createMetrics } from './metrics.ts'

test('what holds the event loop up is told once, by the next reading', async () => {
  const metrics = createMetrics({ service: 'directory', committee: 'wujiang-cppcc' })
  using _ = measureEventLoop(metrics)
  await pause(50)
  const most = async () => {
    const line = (await metrics.render()).body.split('\n').find((one) => one.includes('quantile="1"'))
    return Number(line?.split(' ').at(-1))
  }
  await most()
  // Node measures from its first look after a reading on.
  await pause(50)

  for (const until = performance.now() + 300; performance.now() < until;);
  await pause(50)

  expect(await most()).toBeGreaterThan(0.25)
  await pause(50)
  expect(await most()).toBeLessThan(0.25)
})
