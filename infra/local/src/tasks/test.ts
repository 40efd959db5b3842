import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks } from '../checks.ts'
import { repoRoot } from '../paths.ts'
import { askedToStop } from '../stop-signals.ts'
import { readReport, summaryLine } from '../test-summary.ts'

const failedChecks = await runChecks()

const dir = mkdtempSync(join(tmpdir(), 'lianxie-report-'))
const reportFile = join(dir, 'report.json')
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
const vitest = spawn('vitest', ['run', ...reporters, ...process.argv.slice(2)], { cwd: repoRoot, stdio: 'inherit' })
askedToStop().addEventListener('abort', () => vitest.kill('SIGINT'))
const [code] = (await once(vitest, 'exit')) as [number | null]
const report = readReport(reportFile)
rmSync(dir, { recursive: true })

if (failedChecks.length > 0) console.log(`Failed before the tests: ${failedChecks.join(', ')}.`)
if (report === undefined) console.log('The test runner ended without a report.')
console.log(summaryLine(report, { code, failedChecks: failedChecks.length }))
process.exit(code === 0 && failedChecks.length === 0 && report?.success ? 0 : 1)
