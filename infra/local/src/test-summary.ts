import { existsSync, readFileSync } from 'node:fs'

/** The part of vitest's JSON report that is read here. */
export interface TestReport {
  success: boolean
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

export function readReport(file: string): TestReport | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestReport) : undefined
}

/**
 * `12 passed, 0 failed`, with `, 1 skipped` where tests were. What failed beside single tests counts as one failure each,
 * so that a red run never says `0 failed`: a file that could not be loaded or prepared, an error outside of any test, a check.
 */
export function summaryLine(
  report: TestReport | undefined,
  run: { code: number | null; failedChecks: number },
): string {
  const broken = report?.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  )
  const known = (report?.numFailedTests ?? 0) + (broken?.length ?? 0)
  const unexplained = known === 0 && (run.code !== 0 || !report?.success) ? 1 : 0
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  const line = `${report?.numPassedTests ?? 0} passed, ${known + unexplained + run.failedChecks} failed`
  return skipped > 0 ? `${line}, ${skipped} skipped` : line
}
