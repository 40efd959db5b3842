import type { Rig, RigOptions } from '@lianxie/local/rig'

/** One thing that the bench measures. A new one is a file in `subjects/` and a line in `subjects.ts`. */
export interface Subject {
  /** For `--only`, and the name of its picture. Kebab-case. */
  readonly name: string
  readonly title: string
  /** What is measured, from where to where, and what is checked at the end. A paragraph of Markdown. */
  readonly doc: string
  /** Where the usual five rounds, or one with `--quick`, take too long. */
  readonly rounds?: { readonly full: number; readonly quick: number }
  /** One round, on servers of its own. Throws when it could not be measured, which makes the round invalid. */
  run(context: Context): Promise<Result>
}

/** What a round is given. */
export interface Context {
  /** Counted from 1. */
  readonly round: number
  /** Smaller amounts and shorter windows, for a look. */
  readonly quick: boolean
  /** A fresh folder on the disk that is measured. Everything in it is deleted after the round. */
  readonly dir: string
  /** From 0 to 1, the same for the same seed. */
  random(): number
  log(line: string): void
  /** Starts a committee in `dir`; stopped, and its data deleted, after the round. Several need names of their own. */
  rig(options?: Partial<Pick<RigOptions, 'committee'>> & Omit<RigOptions, 'committee' | 'dir' | 'log'>): Promise<Rig>
  /**
   * Does what is measured and notes what every watched process used meanwhile, and how much others used of the machine.
   * Only what happens in windows has to be undisturbed: fill tables before, check afterwards.
   */
  measure<T>(window: WindowOptions<T>, work: () => Promise<T>): Promise<T>
}

export interface WindowOptions<T> {
  /** The same in every round: `32 clients`. */
  name: string
  processes: readonly Watched[]
  /** How many operations the work did: CPU time is then told per 10,000 of them. */
  operations?: (done: T) => number
}

/** A process whose use is told. All its descendants count, also those that end meanwhile. */
export interface Watched {
  name: string
  pid: number
}

/** What one round found. */
export interface Result {
  figures: readonly Figure[]
  /** Latencies in milliseconds by name: percentiles are told, and a picture is drawn. */
  latencies?: Readonly<Record<string, readonly number[]>>
  /** Why the round does not count: something was lost, doubled, refused. None: it is valid. */
  problems: readonly string[]
  /** What a reader has to know about this round to judge it. */
  notes?: readonly string[]
}

/** A measured number. Reports give the median, the least and the most over all valid rounds. */
export interface Figure {
  /** The same in every round: `projected, 32 clients`. */
  name: string
  value: number
  /** `/s`, `ms`, `s`, `MB`, `%`, `CPU-s/10k` … */
  unit: string
  /** What the median must reach. */
  gate?: Bound
  /** What is hoped for later. */
  aim?: Bound
}

export type Bound = { readonly atLeast: number } | { readonly atMost: number }
