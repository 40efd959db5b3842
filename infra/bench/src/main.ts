import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { askedToStop, exitCodeOf, type StopSignal } from '@lianxie/local'
import { wordsOf } from './bounds.ts'
import { machineFacts } from './machine.ts'
import { readable } from './numbers.ts'
import { type Options, readOptions } from './options.ts'
import type { Report } from './report-markdown.ts'
import { runBench } from './run-bench.ts'
import { subjects } from './subjects.ts'
import { type SubjectSummary, summaryOf } from './summary.ts'
import { writeReport } from './write-report.ts'

// `npm run bench`: measures the platform on this machine and writes a report. 0: every round was valid. 1: one was not, or
// the bench could not run. 2, with --gates: a gate was missed.
const stopping = askedToStop()
try {
  if (!existsSync('/proc/stat')) throw new Error('the bench reads CPU time from /proc, and needs Linux')
  const options = readOptions(process.argv.slice(2), subjects, new Date())
  if (options.list) for (const { name, title } of options.subjects) console.log(`${name.padEnd(14)} ${title}`)
  else process.exitCode = await bench(options)
} catch (error) {
  if (stopping.aborted) {
    console.error('✗ 测试被中断，已全部停止。 The bench was interrupted; everything is stopped.')
    process.exitCode = exitCodeOf(stopping.reason as StopSignal)
  } else {
    console.error(`✗ ${(error as Error).message}`)
    process.exitCode = 1
  }
}
process.exit()

async function bench(options: Options): Promise<number> {
  const began = new Date()
  const workDir = join(options.out, 'work')
  mkdirSync(workDir, { recursive: true })
  console.log(`seed ${options.seed}`)
  try {
    const machine = machineFacts(workDir)
    const { measured, servers } = await runBench({ ...options, workDir, log: console.log, signal: stopping })
    const report: Report = {
      at: began.toISOString(),
      seed: options.seed,
      quick: options.quick,
      seconds: (Date.now() - began.getTime()) / 1000,
      revision: revision(),
      machine,
      servers,
      subjects: measured.map(summaryOf),
    }
    writeReport(options.out, report)
    tell(report.subjects)
    console.log(`\nreport: ${relative(process.cwd(), join(options.out, 'report.md'))}`)
    return codeOf(report.subjects, options.gates)
  } finally {
    rmSync(workDir, { recursive: true, force: true })
  }
}

function tell(summaries: readonly SubjectSummary[]): void {
  for (const { name, figures, valid, invalid } of summaries) {
    console.log(`\n${name}: ${valid} valid, ${invalid.length} invalid`)
    for (const { name: figure, median, unit, gate } of figures) {
      const verdict = gate ? `   ${gate.passed ? '✓' : '✗ MISSED'} ${wordsOf(gate.bound)}` : ''
      console.log(`  ${figure.padEnd(58)} ${readable(median).padStart(9)} ${unit}${verdict}`)
    }
  }
}

function codeOf(summaries: readonly SubjectSummary[], gates: boolean): number {
  if (summaries.some(({ valid, invalid }) => valid === 0 || invalid.length > 0)) return 1
  return gates && summaries.some(({ figures }) => figures.some(({ gate }) => gate?.passed === false)) ? 2 : 0
}

/** Which code was measured; a tree without its history says so. */
function revision(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes')
  } catch {
    return 'unknown'
  }
}
