import { expect, test } from 'vitest'
import { reportJson, reportMarkdown, type Run, summaryOf } from './report.ts'
import type { Result } from './scenario.ts'

const result = (change: Partial<Result>): Result => ({
  name: 'crashes',
  number: 1,
  title: 'Crashes',
  doc: 'Everything crashes.',
  seed: 7,
  budget: { commands: 600 },
  steps: [{ what: 'kill | all', at: 1_200, took: 300 }],
  duration: 12,
  figures: [
    { name: 'lost', value: 0, unit: '', most: 0 },
    { name: 'drained', value: 2.5, unit: 's', most: 30 },
  ],
  findings: [],
  ...change,
})
const run = (...results: Result[]): Run => ({
  seed: 7,
  short: true,
  began: new Date('2022-03-01T00:00:00Z'),
  program: { kind: 'binary', path: '/secret/place/nats-server', version: '2.10.27', from: 'PATH' },
  results,
})

test('a report says what held, how it was measured, and how to repeat it', () => {
  const text = reportMarkdown(run(result({})))

  expect(text).toContain('Every promise that was tested held.')
  expect(text).toContain('| ✓ |  | drained | 2.50 s | ≤ 30 |')
  expect(text).toContain('| 1.2 | kill \\| all | 0.3 |  |')
  expect(text).toContain('npm run faults -- --seed 7 --short')
  expect(summaryOf(result({}))).toBe('✓ crashes (12 s): 2 of 2 promises kept; drained 2.50 s')
})

test('a promise that broke is named first, and the run is not held', () => {
  const broken = result({ findings: ['lost: event-1'], figures: [{ name: 'lost', value: 1, unit: '', most: 0 }] })

  expect(reportMarkdown(run(broken))).toContain('Broken: crashes.')
  expect(JSON.parse(reportJson(run(broken)))).toMatchObject({ held: false, results: [{ held: false }] })
})

test('what was skipped is neither held nor broken, and says why', () => {
  const skipped = result({ skipped: 'No small disk can be made here.', figures: [] })

  const text = reportMarkdown(run(result({}), skipped))

  expect(text).toContain('Not tested here: crashes.')
  expect(text).toContain('Skipped: No small disk can be made here.')
  expect(JSON.parse(reportJson(run(skipped)))).toMatchObject({ held: true, results: [{ held: false }] })
})

test('no path of the machine gets into a report', () => {
  expect(reportMarkdown(run(result({})))).not.toContain('/secret')
  expect(reportJson(run(result({})))).not.toContain('/secret')
})
