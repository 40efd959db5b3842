import { expect, test } from 'vitest'
import { type TestReport, summaryLine } from './test-summary.ts'

const green: TestReport = {
  success: true,
  numPassedTests: 12,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
}
const red = { ...green, success: false }

test('a green run counts its tests', () => {
  expect(summaryLine(green, { code: 0, failedChecks: 0 })).toBe('12 passed, 0 failed')
})

test('skipped tests are named when there are some', () => {
  const report = { ...green, numPendingTests: 2, numTodoTests: 1 }
  expect(summaryLine(report, { code: 0, failedChecks: 0 })).toBe('12 passed, 0 failed, 3 skipped')
})

test('a file that could not be loaded is a failure', () => {
  const report = {
    ...red,
    numFailedTests: 1,
    testResults: [...green.testResults, { status: 'failed', assertionResults: [] }],
  }
  expect(summaryLine(report, { code: 1, failedChecks: 0 })).toBe('12 passed, 2 failed')
})

test('a file whose preparation failed is a failure beside its skipped tests', () => {
  const file = { status: 'failed', assertionResults: [{ status: 'skipped' }] }
  const report = { ...red, numPendingTests: 1, testResults: [...green.testResults, file] }
  expect(summaryLine(report, { code: 1, failedChecks: 0 })).toBe('12 passed, 1 failed, 1 skipped')
})

test('an error outside of any test is a failure', () => {
  expect(summaryLine(green, { code: 1, failedChecks: 0 })).toBe('12 passed, 1 failed')
})

test('a failed check is a failure', () => {
  expect(summaryLine(green, { code: 0, failedChecks: 2 })).toBe('12 passed, 2 failed')
})

test('a runner that ended without a report is a failure', () => {
  expect(summaryLine(undefined, { code: null, failedChecks: 0 })).toBe('0 passed, 1 failed')
})
