import { expect, test } from 'vitest'
import { cpuPer10k } from './measure.ts'
import type { Measured, Round } from './run-bench.ts'
import type { Figure } from './subject.ts'
import { summaryOf } from './summary.ts'

const subject = { name: 'probe', title: 'Probe', doc: '', run: () => Promise.reject(new Error('not run here')) }
const round = (number: number, parts: Partial<Round> = {}): Round => ({
  round: number,
  figures: [],
  problems: [],
  windows: [],
  foreign: 0,
  seconds: 1,
  ...parts,
})
const measured = (...rounds: Round[]): Measured => ({ subject, rounds, repeated: 0 })
const rate = (value: number): Figure => ({
  name: 'rate',
  value,
  unit: '/s',
  gate: { atLeast: 35 },
  aim: { atLeast: 60 },
})

test('a gate judges the median, not the best and not the worst round', () => {
  const rounds = [30, 90, 40].map((value, i) => round(i + 1, { figures: [rate(value)] }))

  expect(summaryOf(measured(...rounds)).figures).toEqual([
    {
      name: 'rate',
      unit: '/s',
      values: [30, 90, 40],
      median: 40,
      min: 30,
      max: 90,
      gate: { bound: { atLeast: 35 }, passed: true },
      aim: { bound: { atLeast: 60 }, reached: false },
    },
  ])
})

test('a gate that the median does not reach is missed', () => {
  const rounds = [30, 90, 34].map((value, i) => round(i + 1, { figures: [rate(value)] }))

  expect(summaryOf(measured(...rounds)).figures[0]!.gate!.passed).toBe(false)
})

test('an invalid round says why and counts for nothing else', () => {
  const good = round(1, { figures: [rate(40)], latencies: { seen: [1, 2] }, foreign: 0.02 })
  const bad = round(2, {
    figures: [rate(900)],
    latencies: { seen: [99] },
    foreign: 1,
    problems: ['3 rows are missing'],
  })

  const summary = summaryOf(measured(good, bad))

  expect(summary).toMatchObject({ valid: 1, invalid: [{ round: 2, problems: ['3 rows are missing'] }], foreign: 0.02 })
  expect(summary.figures[0]!.values).toEqual([40])
  expect(summary.latencies[0]).toMatchObject({ name: 'seen', count: 2, max: 2 })
})

test('latencies of all rounds are one distribution', () => {
  const rounds = [
    [1, 1, 1],
    [1, 1, 50],
  ].map((seen, i) => round(i + 1, { latencies: { seen } }))

  expect(summaryOf(measured(...rounds)).latencies[0]).toMatchObject({ count: 6, p50: 1, p99: 50, max: 50 })
})

test('CPU time is told per ten thousand operations of the same round', () => {
  const window = (cpuSeconds: number, operations: number) => ({
    name: 'load',
    seconds: 5,
    foreign: 0,
    interrupts: 0,
    stolen: 0,
    operations,
    uses: [{ process: 'directory', cpuSeconds, pss: 100 }],
  })
  const rounds = [window(5, 5_000), window(9, 10_000), window(8, 4_000)].map((one, i) => round(i, { windows: [one] }))

  expect(summaryOf(measured(...rounds)).windows[0]!.uses).toEqual([
    {
      process: 'directory',
      cpuSeconds: { median: 8, min: 5, max: 9 },
      cpuPer10k: { median: 10, min: 9, max: 20 },
      pss: { median: 100, min: 100, max: 100 },
    },
  ])
})

test('nothing is told per operation where none was counted', () => {
  expect([cpuPer10k(3, undefined), cpuPer10k(3, 0), cpuPer10k(3, 6_000)]).toEqual([undefined, undefined, 5])
})
