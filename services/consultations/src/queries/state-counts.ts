import { countRows, MOST_COUNTED } from '@lianxie/service-kit'
import type { SelectQueryBuilder } from 'kysely'

/** More than a committee has in fifty years are not told apart by their states. */
const MOST_BY_STATE = 10_000

/** How many are told apart by their states: no more than a list counts where each row has to be looked at for it. */
export const mostByState = (isSearch: boolean): number => (isSearch ? MOST_COUNTED : MOST_BY_STATE)

interface Counted {
  state: string
  count: number
}

/** The counts in the order of the states, those of none left out; nothing where there are too many to count. */
export function countsOf<R extends Counted>(
  rows: readonly R[],
  states: readonly R['state'][],
  most: number,
): R[] | undefined {
  if (sumOf(rows) > most) return undefined
  return states.flatMap((state) => rows.find((row) => row.state === state) ?? [])
}

/**
 * How many fit that are of the states asked for, of any if none is: the counts tell it, and where there are none, that they are
 * more than `most`. Those of some states are then counted in `rows`.
 */
export async function totalOf<DB, TB extends keyof DB, Row>(
  counts: readonly Counted[] | undefined,
  most: number,
  states: readonly string[],
  rows: SelectQueryBuilder<DB, TB, Row>,
): ReturnType<typeof countRows> {
  if (counts)
    return { total: sumOf(states.length === 0 ? counts : counts.filter(({ state }) => states.includes(state))) }
  return states.length === 0 ? { total: most, totalIsCapped: true } : countRows(rows)
}

export const sumOf = (counts: readonly Counted[]): number => counts.reduce((sum, { count }) => sum + count, 0)
