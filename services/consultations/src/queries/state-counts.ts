/** More than a committee has in fifty years are not told apart by their states. */
export const MOST_BY_STATE = 10_000

interface Counted {
  state: string
  count: number
}

/** The counts in the order of the states, those of none left out; nothing where there are too many to count. */
export function countsOf<R extends Counted>(rows: readonly R[], states: readonly R['state'][]): R[] | undefined {
  if (rows.reduce((sum, { count }) => sum + count, 0) > MOST_BY_STATE) return undefined
  return states.flatMap((state) => rows.find((row) => row.state === state) ?? [])
}
