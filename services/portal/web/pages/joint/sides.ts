import type { Answer } from '../../data/contracts.ts'
import { dayOf } from '../../look/dates.ts'

export type Compact = Answer<'joint.compact-detail'>
export type Side = Compact['sides'][number]

/** A side tells its tips every fifteen seconds: after eight that did not come it counts as away. */
const AWAY_MS = 2 * 60_000

/** 离线: since when a partner was not heard of; undefined for one that is here, has left, or is this committee itself. */
export function offlineSince(
  { committee, lastHeard, left }: Pick<Side, 'committee' | 'lastHeard' | 'left'>,
  own: string,
  now = new Date(),
): string | undefined {
  if (committee === own || left || lastHeard === null) return undefined
  return now.getTime() - Date.parse(lastHeard) > AWAY_MS ? lastHeard : undefined
}

export const offlineSides = ({ sides }: Compact, own: string, now?: Date): readonly Side[] =>
  sides.filter((side) => offlineSince(side, own, now) !== undefined)

/** 印章上的两字: the district in a committee's full name, as 吴江 of 政协苏州市吴江区委员会. */
export function sealNameOf(name: string): string {
  const place = /^(?:中国人民政治协商会议|政协)?(.+?)(?:委员会|政协)?$/.exec(name)?.[1] ?? name
  const last = place.split(/省|自治州|(?<=..)市(?=.)/).at(-1)!
  return (/^(.{2,3})[区县市]$/.exec(last)?.[1] ?? last).slice(0, 3)
}

/** 召集方: who convenes in a year, by the rotation, exchanges of turns counted; the next in order where the side of the year has left. */
export function convenorOf(
  {
    text: { rotation },
    sides,
  }: { text: Pick<Compact['text'], 'rotation'>; sides: readonly Pick<Side, 'committee' | 'left'>[] },
  year = Number(dayOf(new Date()).slice(0, 4)),
): string | undefined {
  const isIn = (one: string) => sides.some(({ committee, left }) => committee === one && !left)
  const swapped = rotation.swaps.find((swap) => swap.year === year && isIn(swap.host))
  if (swapped) return swapped.host
  const { order, firstYear } = rotation
  const turn = (((year - firstYear) % order.length) + order.length) % order.length
  return [...order.slice(turn), ...order.slice(0, turn)].find(isIn)
}
