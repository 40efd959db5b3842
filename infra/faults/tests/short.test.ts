import { expect, test } from 'vitest'
import { runScenario } from '../src/run-scenario.ts'
import { inUnit } from '../src/scenario.ts'
import { crashes } from '../src/scenarios/crashes.ts'
import { poison } from '../src/scenarios/poison.ts'

// The scenarios of `npm run faults`, with a few hundred commands and some of the faults.
test.each([crashes, poison])(
  '$name: what is promised holds in the short variant',
  async (scenario) => {
    const seed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 1_000_000))

    const { findings, figures, steps } = await runScenario(scenario, { seed, short: true })

    const told = figures.map(({ name, value, unit }) => `${name} ${inUnit(value, unit)}`)
    expect(findings, `seed ${seed}; ${told.join(', ')}; last: ${steps.at(-1)?.what}`).toEqual([])
    expect(figures.find(({ name }) => name === 'commands answered')?.value).toBeGreaterThan(200)
  },
  // Minutes where many tests share a machine.
  600_000,
)
