import type { Rules } from '../ledger/rules.ts'
import { type Fault, faults } from './coverage.ts'
import { runHistory } from './history.ts'

export interface SimulationReport {
  histories: number
  seconds: number
  entries: number
  /** Of the histories whose compact did not end. */
  leastEntries: number
  ended: number
  effective: number
  withEffective: number
  coverage: Record<Fault, { histories: number; times: number }>
  violations: { seed: number; what: string }[]
}

/** Runs histories with consecutive seeds. `until` stops early, as soon as it answers true for a violation. */
export async function simulate(options: {
  histories: number
  seed: number
  rules?: Partial<Rules>
  until?: (what: string) => boolean
  onProgress?: (done: number) => void
}): Promise<SimulationReport> {
  const begin = performance.now()
  const coverage = Object.fromEntries(
    faults.map((f) => [f, { histories: 0, times: 0 }]),
  ) as SimulationReport['coverage']
  const report: SimulationReport = {
    histories: 0,
    seconds: 0,
    entries: 0,
    leastEntries: Infinity,
    ended: 0,
    effective: 0,
    withEffective: 0,
    coverage,
    violations: [],
  }
  for (let i = 0; i < options.histories; i++) {
    const result = await runHistory(options.seed + i, options.rules)
    report.histories++
    report.entries += result.entries
    if (result.ended) report.ended++
    else report.leastEntries = Math.min(report.leastEntries, result.entries)
    report.effective += result.effective
    if (result.effective > 0) report.withEffective++
    for (const fault of faults) {
      coverage[fault].times += result.coverage[fault]
      if (result.coverage[fault] > 0) coverage[fault].histories++
    }
    for (const what of result.violations) report.violations.push({ seed: result.seed, what })
    if (options.until && result.violations.some(options.until)) break
    if ((i + 1) % 500 === 0) options.onProgress?.(i + 1)
  }
  report.seconds = (performance.now() - begin) / 1000
  return report
}
