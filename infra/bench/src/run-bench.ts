import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { CommitteeId } from '@lianxie/contracts'
import { createRandom, shuffled } from '@lianxie/local/random'
import { startRig } from '@lianxie/local/rig'
import { measured, type Window } from './measure.ts'
import { settingsOf } from './rig-facts.ts'
import type { Context, Result, Subject } from './subject.ts'

export interface BenchOptions {
  subjects: readonly Subject[]
  /** Instead of what each subject says. */
  rounds?: number
  quick: boolean
  /** Measure disturbed rounds again. */
  repeat: boolean
  seed: number
  /** Holds the servers' data while a round lasts. */
  workDir: string
  log(line: string): void
  signal: AbortSignal
}

/** One round as it went. Invalid with any problem. */
export interface Round extends Result {
  round: number
  windows: readonly Window[]
  /** The most that other programs used in any window, in cores. */
  foreign: number
  seconds: number
}

export interface Measured {
  subject: Subject
  /** Those that count, and those that were invalid. */
  rounds: Round[]
  /** Rounds that were measured again because the machine was not ours alone. */
  repeated: number
}

export interface Bench {
  measured: Measured[]
  /** What the servers answer about themselves: versions and what makes them durable. */
  servers: Readonly<Record<string, string>>
}

/** Other programs may use this much of one core while something is measured. */
export const FOREIGN_LIMIT = 0.1
const ROUNDS = { full: 5, quick: 1 }

/**
 * Measures every subject for as many rounds as it needs: round by round over all subjects, each time in another order, so
 * that neither a neighbour nor a warm machine favours one. A disturbed round is measured again, half as often as a subject
 * has rounds; the attempt that was disturbed least counts.
 */
export async function runBench(options: BenchOptions): Promise<Bench> {
  const { subjects, quick, log, signal } = options
  const random = createRandom(options.seed).next
  const results = subjects.map((subject): Measured => ({ subject, rounds: [], repeated: 0 }))
  const servers: Record<string, string> = {}
  const roundsOf = (subject: Subject) => options.rounds ?? (subject.rounds ?? ROUNDS)[quick ? 'quick' : 'full']
  const most = Math.max(0, ...subjects.map(roundsOf))

  for (let round = 1; round <= most; round += 1) {
    for (const result of shuffled(results, random)) {
      const { subject, rounds } = result
      if (roundsOf(subject) < round) continue
      const repeat = () => {
        if (!options.repeat || result.repeated >= Math.ceil(roundsOf(subject) / 2)) return false
        result.repeated += 1
        return true
      }
      rounds.push(await undisturbed(() => runRound(subject, round, random, servers, options), repeat, log))
      signal.throwIfAborted()
    }
  }
  return { measured: results, servers }
}

/** The attempt that others disturbed least; an invalid one counts at once, for it tells of a fault and not of the machine. */
export async function undisturbed(
  attempt: () => Promise<Round>,
  mayRepeat: () => boolean,
  log: (line: string) => void,
): Promise<Round> {
  let best = await attempt()
  while (best.foreign > FOREIGN_LIMIT && best.problems.length === 0 && mayRepeat()) {
    log(`  others used ${best.foreign.toFixed(2)} cores meanwhile; measuring again`)
    const again = await attempt()
    if (again.problems.length > 0 || again.foreign < best.foreign) best = again
  }
  return best
}

async function runRound(
  subject: Subject,
  round: number,
  random: () => number,
  servers: Record<string, string>,
  { quick, workDir, log, signal }: BenchOptions,
): Promise<Round> {
  signal.throwIfAborted()
  log(`${subject.name}, round ${round}`)
  const began = performance.now()
  const dir = join(workDir, subject.name)
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(dir, { recursive: true })
  const windows: Window[] = []
  await using life = new AsyncDisposableStack()
  life.defer(() => rmSync(dir, { recursive: true, force: true }))

  const context: Context = {
    round,
    quick,
    dir,
    random,
    log: (line) => log(`  ${line}`),
    async rig({ committee = 'wujiang-cppcc' as CommitteeId, ...rest } = {}) {
      const rig = await startRig({ committee, dir: join(dir, committee), ...rest, log })
      // Root's PostgreSQL may keep its data elsewhere; nothing of it stays either.
      life.defer(() => rmSync(rig.postgres.dataDir, { recursive: true, force: true }))
      life.defer(() => rig.stop())
      Object.assign(servers, await settingsOf(rig))
      return rig
    },
    async measure(window, work) {
      const { done, window: seen } = await measured(window, work)
      windows.push(seen)
      signal.throwIfAborted()
      return done
    },
  }
  let result: Result
  try {
    result = await unlessAborted(subject.run(context), signal)
  } catch (error) {
    if (signal.aborted) throw error
    result = { figures: [], problems: [`could not be measured: ${(error as Error).message}`] }
  }
  // What a gate asks for is measured at its full size, or not at all.
  const figures = quick ? result.figures.map(({ gate: _, aim: __, ...figure }) => figure) : result.figures
  for (const problem of result.problems) log(`  INVALID: ${problem}`)
  const foreign = Math.max(0, ...windows.map((window) => window.foreign))
  return { ...result, figures, round, windows, foreign, seconds: (performance.now() - began) / 1000 }
}

/** Whoever is interrupted has its servers taken away; that it fails then is no news. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const done = new AbortController()
  const aborted = once(signal, 'abort', { signal: done.signal }).then(() => signal.throwIfAborted())
  aborted.catch(() => undefined)
  work.catch(() => undefined)
  try {
    signal.throwIfAborted()
    return (await Promise.race([work, aborted])) as T
  } finally {
    done.abort()
  }
}
