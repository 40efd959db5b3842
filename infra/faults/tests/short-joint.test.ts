import { expect, test } from 'vitest'
import { runScenario } from '../src/run-scenario.ts'
import { jointHubLost } from '../src/scenarios/joint-hub-lost.ts'

test('a hub that is killed while three committees sign loses nothing', { timeout: 180_000 }, async () => {
  const { findings } = await runScenario(jointHubLost, { seed: 1, short: true })

  expect(findings).toEqual([])
})
