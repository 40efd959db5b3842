import { expect, test } from 'vitest'
import { faults } from './coverage.ts'
import { simulate } from './simulation.ts'

const HISTORIES = 1_000

test(`${HISTORIES} histories with every kind of fault keep the promises`, { timeout: 600_000 }, async () => {
  const report = await simulate({ histories: HISTORIES, seed: 1 })

  const lines = faults.map((fault) => `${fault}: ${report.coverage[fault].histories} histories`)
  console.log(
    `${report.entries} entries, ${report.withEffective} with 生效, ${report.seconds.toFixed(0)} s\n${lines.join('\n')}`,
  )
  expect(report.violations).toEqual([])
  expect(report.leastEntries).toBeGreaterThanOrEqual(50)
  expect(report.withEffective / HISTORIES).toBeGreaterThanOrEqual(0.3)
  const seldom = faults.filter((fault) => report.coverage[fault].histories < HISTORIES / 100)
  expect(seldom).toEqual([])
})
