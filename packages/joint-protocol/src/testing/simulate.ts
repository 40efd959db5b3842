import { parseArgs } from 'node:util'
import { faults } from './coverage.ts'
import { simulate } from './simulation.ts'

// node src/testing/simulate.ts --histories 10000 --seed 1
const { values } = parseArgs({
  options: { histories: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
})
const histories = Number(values.histories)
const seed = Number(values.seed)
if (!Number.isInteger(histories) || histories < 1 || !Number.isInteger(seed)) {
  console.error('expected --histories N (1 or more) and --seed N')
  process.exit(2)
}

const report = await simulate({ histories, seed, onProgress: (done) => console.error(`${done} of ${histories}`) })
console.log(`histories ${report.histories}, entries ${report.entries} (least ${report.leastEntries})`)
console.log(`with an effective decision ${report.withEffective} (${percent(report.withEffective)})`)
console.log(`with a compact that ended ${report.ended}`)
console.log(`effective versions ${report.effective}, seconds ${report.seconds.toFixed(1)}`)
for (const fault of faults) {
  const { histories: n, times } = report.coverage[fault]
  console.log(`${fault.padEnd(34)} ${String(n).padStart(7)} histories ${String(times).padStart(9)} times`)
}
console.log(`violations ${report.violations.length}`)
for (const { seed: at, what } of report.violations.slice(0, 20)) console.log(`  seed ${at}: ${what}`)
process.exitCode = report.violations.length > 0 ? 1 : 0

function percent(part: number): string {
  return `${((100 * part) / report.histories).toFixed(1)} %`
}
