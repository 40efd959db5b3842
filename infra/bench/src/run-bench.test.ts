import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Round, runBench, undisturbed } from './run-bench.ts'
import type { Context, Subject } from './subject.ts'

const silent = () => undefined
const subject = (name: string, run: Subject['run'], rounds?: Subject['rounds']): Subject => ({
  name,
  title: name,
  doc: '',
  run,
  ...(rounds && { rounds }),
})
const nothing = { figures: [], problems: [] }
const bench = (
  subjects: Subject[],
  more: { seed?: number; rounds?: number; quick?: boolean; signal?: AbortSignal } = {},
) =>
  runBench({
    subjects,
    quick: false,
    repeat: false,
    seed: 1,
    workDir: mkdtempSync(join(tmpdir(), 'bench-')),
    log: silent,
    signal: new AbortController().signal,
    ...more,
  })
const attempt = (foreign: number, problems: string[] = []): Round => ({
  ...nothing,
  round: 1,
  windows: [],
  foreign,
  problems,
  seconds: 1,
})
/** Attempts that go one after the other, and how many were made. */
function attempts(...all: Round[]) {
  let made = 0
  return { next: async () => all[made++]!, made: () => made }
}

test('a disturbed round is measured again, and the quiet attempt counts', async () => {
  const { next, made } = attempts(attempt(0.5), attempt(0.05), attempt(0))

  expect((await undisturbed(next, () => true, silent)).foreign).toBe(0.05)
  expect(made()).toBe(2)
})

test('on a machine that is never quiet the least disturbed attempt counts', async () => {
  const { next, made } = attempts(attempt(0.5), attempt(0.3), attempt(0.9))
  let left = 2

  expect((await undisturbed(next, () => left-- > 0, silent)).foreign).toBe(0.3)
  expect(made()).toBe(3)
})

test('an invalid round is not measured again until it passes', async () => {
  const { next, made } = attempts(attempt(0.5), attempt(0.2, ['3 rows are missing']), attempt(0))

  expect((await undisturbed(next, () => true, silent)).problems).toEqual(['3 rows are missing'])
  expect(made()).toBe(2)
})

test('a quick round carries no gates, as it measures less than they ask for', async () => {
  const gated = subject('gated', async () => ({
    figures: [{ name: 'rate', value: 5, unit: '/s', gate: { atLeast: 3 }, aim: { atLeast: 9 } }],
    problems: [],
  }))
  const gatesOf = async (quick: boolean) => {
    const { measured } = await bench([gated], { quick, rounds: 1 })
    return measured.flatMap(({ rounds }) => rounds).flatMap(({ figures }) => figures.map(({ gate }) => gate))
  }

  expect([await gatesOf(false), await gatesOf(true)]).toEqual([[{ atLeast: 3 }], [undefined]])
})

test('the same seed gives the same order and the same numbers', async () => {
  const runs = await Promise.all(
    [7, 7, 8].map(async (seed) => {
      const seen: string[] = []
      const named = (name: string) =>
        subject(name, async ({ round, random }: Context) => {
          seen.push(`${name} ${round} ${random()}`)
          return nothing
        })
      await bench(['a', 'b', 'c', 'd'].map(named), { seed, rounds: 3 })
      return seen
    }),
  )

  expect(runs[0]).toHaveLength(12)
  expect(runs[1]).toEqual(runs[0])
  expect(runs[2]).not.toEqual(runs[0])
})

test('each subject runs as many rounds as it asks for, five otherwise', async () => {
  const { measured } = await bench([
    subject('usual', async () => nothing),
    subject('long', async () => nothing, { full: 2, quick: 1 }),
  ])

  expect(measured.map(({ subject: { name }, rounds }) => [name, rounds.length])).toEqual([
    ['usual', 5],
    ['long', 2],
  ])
})

test('a round that throws is invalid and says why, and the others go on', async () => {
  const { measured } = await bench(
    [
      subject('broken', () => Promise.reject(new Error('the server is gone'))),
      subject('sound', async () => ({ ...nothing, figures: [{ name: 'n', value: 1, unit: '' }] })),
    ],
    { rounds: 1 },
  )

  expect(measured[0]!.rounds[0]!.problems).toEqual(['could not be measured: the server is gone'])
  expect(measured[1]!.rounds[0]!.problems).toEqual([])
})

test('a window tells the CPU time of what was done in it', async () => {
  const busy = subject('busy', async ({ measure }) => {
    const processes = [{ name: 'this one', pid: process.pid }]
    await measure({ name: 'work', processes, operations: (done: number) => done }, async () => {
      for (const until = process.cpuUsage().user + 100_000; process.cpuUsage().user < until;)
        for (let i = 0; i < 1e6; i += 1);
      return 1_000
    })
    return nothing
  })
  const { measured } = await bench([busy], { rounds: 1 })

  const [window] = measured[0]!.rounds[0]!.windows
  expect(window).toMatchObject({ name: 'work', operations: 1_000, uses: [{ process: 'this one' }] })
  expect(window!.uses[0]!.cpuSeconds).toBeGreaterThanOrEqual(0.08)
  expect(window!.uses[0]!.pss).toBeGreaterThan(10)
})

test('nothing of a round stays on the disk', async () => {
  const dirs: string[] = []
  await bench(
    [
      subject('a', async ({ dir }) => {
        dirs.push(dir)
        expect(existsSync(dir)).toBe(true)
        return nothing
      }),
    ],
    { rounds: 2 },
  )

  expect(dirs.map((dir) => existsSync(dir))).toEqual([false, false])
})

test('an interrupted bench waits for nobody', async () => {
  const stop = new AbortController()
  const endless = subject('endless', () => {
    stop.abort(new Error('asked to stop'))
    return new Promise(() => undefined)
  })

  await expect(bench([endless], { signal: stop.signal })).rejects.toThrow('asked to stop')
})
