import { CLEAR, type LoadLine } from '../load/line-of-load.ts'
import type { Figure } from '../scenario.ts'
import { some } from './check-answers.ts'

/** A time in which something was broken, milliseconds since 1970. */
export interface Window {
  from: number
  to: number
}

/**
 * Holds what the load was told while something was broken: at least so many clear refusals to work now, and nothing else
 * but answers for good. Silence, a closed connection or another fault breaks the promise.
 */
export function checkWindow(
  lines: readonly LoadLine[],
  { from, to }: Window,
  { during, least }: { during: string; least: number },
): { figures: Figure[]; findings: string[] } {
  const told = lines.filter(({ at }) => at >= from && at <= to).filter((line) => line.kind === 'not-now')
  const clear = told.filter(({ why }) => why === CLEAR)
  const other = told.filter(({ why }) => why !== CLEAR)
  return {
    figures: [
      { name: `${CLEAR} while ${during}`, value: clear.length, unit: '', least },
      { name: `neither that nor an answer for good while ${during}`, value: other.length, unit: '', most: 0 },
    ],
    findings: some(`while ${during}`, other, ({ why }) => why),
  }
}
