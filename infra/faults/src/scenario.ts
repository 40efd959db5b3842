import type { NatsProgram } from '@lianxie/local'
import type { Random } from '@lianxie/local/random'

/** How much a scenario does: so many commands, kills, seconds. The same code runs with the full and with the short one. */
export type Budget = Readonly<Record<string, number>>

/** One thing that is broken on purpose, and what is promised all the same. */
export interface Scenario<B extends Budget = any> {
  /** In kebab case, for `--only`. */
  name: string
  /** Its place in the list of promises, see README.md. */
  number: number
  title: string
  /** What is broken and what is promised, one or two sentences. */
  doc: string
  budget: B
  /** Absent where the scenario is no part of the short variant that `npm test` runs. */
  short?: B
  run(context: Context<B>): Promise<Verdict>
}

export interface Context<B extends Budget = Budget> {
  seed: number
  /** Decides what is broken and when, from the seed alone. */
  random: Random
  /** An empty folder of the scenario's own; PostgreSQL's account reaches it. Removed afterwards. */
  dir: string
  budget: B
  /** The nats-server to use; undefined: the one found on this machine. */
  program: NatsProgram | undefined
  /** All that were named for this run; most scenarios use `program` alone. */
  programs: readonly NatsProgram[]
  /** A line for whoever watches the run. */
  log(line: string): void
  /** Does one part of the scenario and puts it on record: what, when, how long, and the words it answers with, if any. */
  step<T>(what: string, work: () => Promise<T>): Promise<T>
  /** Asks until there is an answer, and says after how long. Throws with what was waited for after `ms` milliseconds. */
  within<T>(ms: number, what: string, condition: () => Promise<T | undefined | false>): Promise<Reached<T>>
  /** Done at the end, whatever happened, the latest first. */
  defer(cleanup: () => unknown): void
}

export interface Reached<T> {
  value: T
  /** Milliseconds. */
  took: number
}

/** One measured value; with a bound it is a promise. */
export interface Figure {
  name: string
  value: number
  /** `events`, `ms`, `s`; empty for a count of what the name says. */
  unit: string
  most?: number
  least?: number
}

export interface Verdict {
  figures: readonly Figure[]
  /** What was promised and did not hold, one sentence each; empty when everything held. */
  findings: readonly string[]
  /** Why the scenario could not run here, in one sentence; nothing was checked then. */
  skipped?: string
  /** Tables for the reader of the report. */
  tables?: readonly Table[]
  /** Sentences for the reader: what was simulated, and what was left out. */
  notes?: readonly string[]
}

export interface Table {
  title: string
  columns: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

/** One part of a scenario as it went. Milliseconds since the scenario began. */
export interface Step {
  what: string
  at: number
  took: number
  failed?: string
}

/** What came of one scenario. */
export interface Result extends Verdict {
  name: string
  number: number
  title: string
  doc: string
  seed: number
  budget: Budget
  steps: readonly Step[]
  /** Seconds. */
  duration: number
}

/** A sentence for each figure that is not within its bound. */
export function brokenBounds(figures: readonly Figure[]): string[] {
  return figures.flatMap(({ name, value, unit, most, least }) => [
    ...(most !== undefined && !(value <= most) ? [`${name}: ${inUnit(value, unit)}, promised at most ${most}`] : []),
    ...(least !== undefined && !(value >= least)
      ? [`${name}: ${inUnit(value, unit)}, expected at least ${least}`]
      : []),
  ])
}

export const inUnit = (value: number, unit: string): string => {
  const text = Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1)
  return unit === '' ? text : `${text} ${unit}`
}

/** A scenario held when it ran and nothing that was promised broke. */
export const held = ({ findings, skipped }: Pick<Verdict, 'findings' | 'skipped'>): boolean =>
  findings.length === 0 && skipped === undefined
