import type { Bound } from './subject.ts'

export const meets = (value: number, bound: Bound): boolean =>
  'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost

/** `≥ 35`, `≤ 10` */
export const wordsOf = (bound: Bound): string => ('atLeast' in bound ? `≥ ${bound.atLeast}` : `≤ ${bound.atMost}`)
