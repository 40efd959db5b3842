import type { Compact } from '../../joint/sides.ts'

type Text = Compact['text']
export type Member = Text['members'][number]

/** 成员 whom the next text binds unless somebody says otherwise: those of the present one that have not left. */
export const presentMembers = ({ text, sides }: Pick<Compact, 'text' | 'sides'>): readonly Member[] =>
  text.members.filter(({ committee }) => sides.some((side) => side.committee === committee && !side.left))

/**
 * 轮值次序 of a text that binds others than the present one: whoever has the turn of `year` keeps it, and the others follow as they
 * did; a new member comes last, where all members take turns. An order in which nobody is left begins anew with the members.
 */
export function rotationOf({ rotation, members }: Text, next: readonly string[], year: number): Text['rotation'] {
  const { order, firstYear, swaps } = rotation
  const before = members.map(({ committee }) => committee)
  if (before.length === next.length && before.every((one) => next.includes(one))) return rotation
  const turn = year < firstYear ? 0 : (year - firstYear) % order.length
  const onwards = [...order.slice(turn), ...order.slice(0, turn)].filter((one) => next.includes(one))
  const allTakeTurns = next.every((one) => order.includes(one) || !before.includes(one))
  const turns = [...onwards, ...(allTakeTurns ? next.filter((one) => !before.includes(one)) : [])]
  const hosts = turns.length > 0 ? turns : [...next]
  // The order is counted from the first year, which stays: what was agreed of the years before it does not change.
  const shift = year < firstYear ? 0 : (year - firstYear) % hosts.length
  return {
    firstYear,
    order: hosts.map((_, at) => hosts[(at - shift + hosts.length) % hosts.length]!),
    swaps: swaps.filter(({ host }) => next.includes(host)),
  }
}

/** What is put in beside what is there; the same committee is not listed twice. */
export const withMembers = (members: readonly Member[], more: readonly Member[]): readonly Member[] => [
  ...members,
  ...more.filter(({ committee }, at) => [...members, ...more.slice(0, at)].every((one) => one.committee !== committee)),
]
