import { expect, test } from 'vitest'
import { markdownOf, type Report } from './report-markdown.ts'
import type { SubjectSummary } from './summary.ts'

const spread = (median: number) => ({ median, min: median, max: median })
const subject = (parts: Partial<SubjectSummary> = {}): SubjectSummary => ({
  name: 'probe',
  title: 'A probe',
  doc: 'Probes.',
  valid: 5,
  invalid: [],
  repeated: 0,
  foreign: 0,
  notes: [],
  figures: [],
  windows: [],
  latencies: [],
  ...parts,
})
const report = (...subjects: SubjectSummary[]): Report => ({
  at: '2022-06-01T00:00:00.000Z',
  seed: 4,
  quick: false,
  seconds: 600,
  revision: 'abc1234',
  machine: { cores: '2' },
  servers: { 'PostgreSQL fsync': 'on' },
  subjects,
})
const gated = (passed: boolean) => ({
  name: 'rate',
  unit: '%',
  values: [20, 30, 50],
  median: 30,
  min: 20,
  max: 50,
  gate: { bound: { atLeast: 35 }, passed },
})

test('missed and passed gates stand at the top with the spread of the rounds', () => {
  const text = markdownOf(report(subject({ figures: [gated(false), { ...gated(true), name: 'other' }] })))

  expect(text).toContain('| ✗ **missed** | rate (probe) | 30.0 [20.0, 50.0] % | ≥ 35 |  |')
  expect(text).toContain('| ✓ passed | other (probe) | 30.0 [20.0, 50.0] % | ≥ 35 |  |')
})

test('an invalid round is told with its reasons', () => {
  const text = markdownOf(report(subject({ invalid: [{ round: 3, problems: ['2 rows are missing', '1 is dead'] }] })))

  expect(text).toContain('**Round 3 is invalid:** 2 rows are missing; 1 is dead.')
})

test('a disturbed round that counts is told as disturbed', () => {
  expect(markdownOf(report(subject({ foreign: 0.4, repeated: 5 })))).toContain(
    '**disturbed: others used up to 0.400 cores in a round that counts**',
  )
  expect(markdownOf(report(subject({ foreign: 0.09 })))).not.toContain('disturbed')
})

test('each process has a line with its time, its time per 10,000 operations and its memory', () => {
  const text = markdownOf(
    report(
      subject({
        windows: [
          {
            name: '32 clients',
            seconds: spread(5),
            foreign: spread(0),
            interrupts: spread(0.1),
            stolen: spread(0),
            operations: spread(4_000),
            uses: [{ process: 'directory', cpuSeconds: spread(3), cpuPer10k: spread(7.5), pss: spread(120) }],
          },
        ],
      }),
    ),
  )

  expect(text).toContain('**32 clients** (5.00 s, 4,000 operations,')
  expect(text).toContain('| directory | 3.00 | 7.50 | 120 |')
})

test('a quick run says that it is one', () => {
  expect(markdownOf({ ...report(), quick: true })).toContain('not for a quotation')
})

test('the machine and its servers are told', () => {
  expect(markdownOf(report())).toMatch(/\| cores \| 2 \|\n\| PostgreSQL fsync \| on \|/)
})
