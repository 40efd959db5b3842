import { meets } from './bounds.ts'
import { cpuPer10k, type Window } from './measure.ts'
import type { Measured, Round } from './run-bench.ts'
import {
  type CurvePoint,
  percentileCurve,
  type Percentiles,
  percentilesOf,
  type Spread,
  spreadOf,
} from './statistics.ts'
import type { Bound } from './subject.ts'

/** A subject over all of its valid rounds, as the reports tell it. */
export interface SubjectSummary {
  name: string
  title: string
  doc: string
  valid: number
  invalid: { round: number; problems: readonly string[] }[]
  repeated: number
  /** The most that other programs used while a round that counts was measured, in cores. */
  foreign: number
  notes: string[]
  figures: FigureSummary[]
  windows: WindowSummary[]
  latencies: LatencySummary[]
}

export interface FigureSummary extends Spread {
  name: string
  unit: string
  values: number[]
  gate?: { bound: Bound; passed: boolean }
  aim?: { bound: Bound; reached: boolean }
}

export interface WindowSummary {
  name: string
  seconds: Spread
  foreign: Spread
  interrupts: Spread
  stolen: Spread
  operations?: Spread
  uses: { process: string; cpuSeconds: Spread; cpuPer10k?: Spread; pss: Spread }[]
}

export interface LatencySummary extends Percentiles {
  name: string
  curve: CurvePoint[]
}

/** Medians and extremes over the rounds that count; an invalid round counts for nothing but itself. */
export function summaryOf({ subject, rounds, repeated }: Measured): SubjectSummary {
  const { name, title, doc } = subject
  const valid = rounds.filter(({ problems }) => problems.length === 0)
  return {
    name,
    title,
    doc,
    valid: valid.length,
    invalid: rounds.filter(({ problems }) => problems.length > 0).map(({ round, problems }) => ({ round, problems })),
    repeated,
    foreign: Math.max(0, ...valid.map(({ foreign }) => foreign)),
    notes: [...new Set(valid.flatMap(({ notes = [] }) => notes))],
    figures: figuresOf(valid),
    windows: windowsOf(valid),
    latencies: latenciesOf(valid),
  }
}

function figuresOf(rounds: readonly Round[]): FigureSummary[] {
  const groups = grouped(
    rounds.flatMap(({ figures }) => figures),
    ({ name }) => name,
  )
  return groups.map(([name, figures]) => {
    const { unit, gate, aim } = figures[0]!
    const values = figures.map(({ value }) => value)
    const spread = spreadOf(values)
    return {
      name,
      unit,
      values,
      ...spread,
      ...(gate && { gate: { bound: gate, passed: meets(spread.median, gate) } }),
      ...(aim && { aim: { bound: aim, reached: meets(spread.median, aim) } }),
    }
  })
}

function windowsOf(rounds: readonly Round[]): WindowSummary[] {
  const groups = grouped(
    rounds.flatMap(({ windows }) => windows),
    ({ name }) => name,
  )
  return groups.map(([name, windows]) => {
    const spread = (of: (window: Window) => number) => spreadOf(windows.map(of))
    const counted = windows.flatMap(({ operations }) => (operations === undefined ? [] : [operations]))
    return {
      name,
      seconds: spread(({ seconds }) => seconds),
      foreign: spread(({ foreign }) => foreign),
      interrupts: spread(({ interrupts }) => interrupts),
      stolen: spread(({ stolen }) => stolen),
      ...(counted.length > 0 && { operations: spreadOf(counted) }),
      uses: usesOf(windows),
    }
  })
}

function usesOf(windows: readonly Window[]): WindowSummary['uses'] {
  const uses = windows.flatMap((window) => window.uses.map((use) => ({ ...use, operations: window.operations })))
  return grouped(uses, ({ process }) => process).map(([process, all]) => {
    const perTenThousand = all.flatMap(({ cpuSeconds, operations }) => cpuPer10k(cpuSeconds, operations) ?? [])
    return {
      process,
      cpuSeconds: spreadOf(all.map(({ cpuSeconds }) => cpuSeconds)),
      ...(perTenThousand.length > 0 && { cpuPer10k: spreadOf(perTenThousand) }),
      pss: spreadOf(all.map(({ pss }) => pss)),
    }
  })
}

/** All rounds in one distribution: the rare slow moment of one round is part of the whole. */
function latenciesOf(rounds: readonly Round[]): LatencySummary[] {
  const all = rounds.flatMap(({ latencies = {} }) => Object.entries(latencies))
  return grouped(
    all.filter(([, values]) => values.length > 0),
    ([name]) => name,
  ).map(([name, parts]) => {
    const values = parts.flatMap(([, part]) => part)
    return { name, ...percentilesOf(values), curve: percentileCurve(values) }
  })
}

/** In the order of first appearance. */
function grouped<T>(things: readonly T[], by: (thing: T) => string): [string, T[]][] {
  return [...Map.groupBy(things, by)]
}
