import type { CompactText } from '../bodies/compact-text.ts'
import type { CommitteeId } from '../primitives.ts'

/** 轮值: the host of a year, also when that side has left. What a side signs about the rotation is judged by it. */
export function hostOf({ rotation }: Pick<CompactText, 'rotation'>, year: number): CommitteeId | undefined {
  const { firstYear, order, swaps } = rotation
  const swap = swaps.find((s) => s.year === year)
  if (swap) return swap.host
  return year < firstYear ? undefined : order[(year - firstYear) % order.length]
}
