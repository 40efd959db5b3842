import { expect, test } from 'vitest'
import { faults } from './coverage.ts'
import { simulate } from './simulation.ts'

/** The promises of the protocol as a test over a range of seeds; two files share the thousand, so that both cores work. */
export function promisesHold(seed: number, histories: number): void {
  test(`${histories} histories with every kind of fault keep the promises`, { timeout: 600_000 }, async () => {
    const report = await simulate({ histories, seed })

    const lines = faults.map((fault) => `${fault}: ${report.coverage[fault].histories} histories`)
    const figures = `${report.entries} entries, ${report.withEffective} with 生效, ${report.seconds.toFixed(0)} s`
    console.log([figures, ...lines].join('\n'))
    expect(report.violations).toEqual([])
    expect(report.leastEntries).toBeGreaterThanOrEqual(50)
    expect(report.withEffective / histories).toBeGreaterThanOrEqual(0.3)
    const seldom = faults.filter((fault) => report.coverage[fault].histories < histories / 100)
    expect(seldom).toEqual([])
  })
}
