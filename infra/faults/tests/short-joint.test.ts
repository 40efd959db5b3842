import { expect, test } from 'vitest'
import { runScenario } from '../src/run-scenario.ts'
import { inUnit } from '../src/scenario.ts'
import { jointHubLost } from '../src/scenarios/joint-hub-lost.ts'

// A scenario of `npm run faults`, with a few hundred entries. It takes minutes where many tests share a machine.
test('a hub that is killed while three committees sign loses nothing', { timeout: 600_000 }, async () => {
  const seed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 1_000_000))

  const { findings, figures, steps } = await runScenario(jointHubLost, { seed, short: true })

  const told = figures.map(({ name, value, unit }) => `${name} ${inUnit(value, unit)}`)
  expect(findings, `seed ${seed}; ${told.join(', ')}; last: ${steps.at(-1)?.what}`).toEqual([])
})
