import { setTimeout as pause } from 'node:timers/promises'
import type { Window } from './checks/check-window.ts'
import type { LoadLine } from './load/line-of-load.ts'
import type { Load } from './load/start-load.ts'
import type { Context, Table } from './scenario.ts'

/** One thing that was broken, and when. */
interface Break extends Window {
  what: string
  /** Milliseconds from the end of the fault until commands were done again. */
  flowing: number
}

export interface Breaks {
  /** Breaks something while the load runs, then waits until commands flow again. Answers when it was broken. */
  during(what: string, work: () => Promise<unknown>): Promise<Window>
  count(): number
  /** The longest time from the end of a fault until commands were done again, in milliseconds. */
  longest(): number
  /** What the load saw of each. */
  table(lines: readonly LoadLine[]): Table
}

export function createBreaks(context: Context, load: Load): Breaks {
  const breaks: Break[] = []
  return {
    async during(what, work) {
      const broken = await context.step(what, async () => {
        const from = Date.now()
        await work()
        const window = { from, to: Date.now() }
        breaks.push({ what, ...window, flowing: await load.flows() })
        return window
      })
      // So that the next fault meets a committee at work, at a moment that nobody chose.
      await pause(context.random.int(100, 900))
      return broken
    },
    count: () => breaks.length,
    longest: () => Math.max(0, ...breaks.map(({ flowing }) => flowing)),
    table: (lines) => ({
      title: 'What the load saw',
      columns: ['fault', 'lasted s', 'done', 'refused', '503', 'no answer', 'longest pause s', 'flowing again after s'],
      rows: breaks.map(({ what, from, to, flowing }) => {
        const seen = lines.filter(({ at }) => at >= from && at <= to + flowing)
        const done = seen.filter((line) => line.kind === 'answered')
        const notNow = seen.filter((line) => line.kind === 'not-now')
        const said = notNow.filter(({ why }) => why.startsWith('503')).length
        return [
          what,
          seconds(to - from),
          done.filter(({ status }) => status === 200).length,
          done.filter(({ status }) => status !== 200).length,
          said,
          notNow.length - said,
          seconds(
            longestPause(
              done.map(({ at }) => at),
              from,
              to + flowing,
            ),
          ),
          seconds(flowing),
        ]
      }),
    }),
  }
}

function longestPause(moments: readonly number[], from: number, to: number): number {
  const all = [from, ...moments.toSorted((a, b) => a - b), to]
  return Math.max(...all.slice(1).map((moment, i) => moment - all[i]!))
}

const seconds = (ms: number) => (ms / 1_000).toFixed(1)
