import { MOST_COUNTED } from '@lianxie/service-kit'

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
  if (rows.reduce((sum, { count }) => sum + count, 0) > most) return undefined
  return states.flatMap((state) => rows.find((row) => row.state === state) ?? [])
}
