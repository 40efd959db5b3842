import type { Floor } from './use-floor.ts'

type Member = Floor['members'][number]

export type Place = 'here' | 'leave' | 'missing'

/** 到会: here, on leave, or not here. */
export const placeOf = ({ attendance, leave }: Member): Place =>
  attendance !== undefined && attendance !== 'ABSENT' ? 'here' : leave === 'GRANTED' ? 'leave' : 'missing'

/** What fits without scrolling; of a larger assembly the hall reads who is not here. */
export const MOST = 120

export interface Grid {
  shown: readonly Member[]
  /** Members that are here and not listed, because there are too many. */
  unlisted: number
  columns: number
  rows: number
}

/** Who stands in the list of the hall, and in how many columns: never more rows than can be read from the last seat. */
export function gridOf(members: readonly Member[]): Grid {
  const listed = members.length <= MOST ? members : members.filter((one) => placeOf(one) !== 'here')
  const shown = listed.slice(0, MOST)
  const columns = shown.length <= 15 ? 3 : shown.length <= 28 ? 4 : shown.length <= 45 ? 5 : shown.length <= 72 ? 6 : 8
  return {
    shown,
    unlisted: members.length - shown.length,
    columns,
    rows: Math.max(6, Math.ceil(shown.length / columns)),
  }
}
