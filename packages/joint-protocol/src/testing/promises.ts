import { expect, test } from 'vitest'
import { faults } from './coverage.ts'
import { LEAST_ENTRIES } from './history.ts'
import { simulate } from './simulation.ts'

/** Of each block of so many seeds one is sealed by a real cipher, near its beginning; see `drawPlan`. */
const BLOCK = 500

/**
 * The promises of the protocol as a test over seeds that are others in each run: they begin at a block that is drawn, or
 * at `SIMULATION_SEED`. Two files share the work, so that both cores have some; the nightly walks ten thousand.
 */
export function promisesHold(histories: number): void {
  test(`${histories} histories with every kind of fault keep the promises`, { timeout: 600_000 }, async () => {
    const seed = Number(process.env['SIMULATION_SEED'] ?? Math.floor(Math.random() * 1_000_000) * BLOCK + 1)
    const report = await simulate({ histories, seed })

    const lines = faults.map((fault) => `${fault}: ${report.coverage[fault].histories} histories`)
    const figures = `seeds from ${seed}, ${report.entries} entries, ${report.withEffective} with 生效, ${report.seconds.toFixed(0)} s`
    console.log([figures, ...lines].join('\n'))
    expect(report.violations).toEqual([])
    expect(report.leastEntries).toBeGreaterThanOrEqual(LEAST_ENTRIES)
    expect(report.ended / histories).toBeLessThan(0.05)
    expect(report.withEffective / histories).toBeGreaterThanOrEqual(0.3)
    const seldom = faults.filter((fault) => report.coverage[fault].histories < histories / 100)
    expect(seldom).toEqual([])
  })
}
