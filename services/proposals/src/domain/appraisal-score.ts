import type { proposals as c } from '@lianxie/contracts'

/** 计票: how often each number of points was given for each item. */
export type Tally = readonly { item: string; score: number; given: number }[]

/** 平均得分 of each item, and 总分, the sum of the means by their weights; both in hundredths. */
export function resultOf(items: readonly c.AppraisalItem[], tally: Tally): { means: c.AppraisalMean[]; total: number } {
  const exact = items.map(({ code, weight }) => {
    const own = tally.filter(({ item }) => item === code)
    const given = own.reduce((sum, one) => sum + one.given, 0)
    if (given === 0) throw new Error(`expected scores of ${code}, got none`)
    return { code, weight, mean: own.reduce((sum, one) => sum + one.score * one.given, 0) / given }
  })
  const total = exact.reduce((sum, { weight, mean }) => sum + weight * mean, 0) / 100
  return { means: exact.map(({ code, mean }) => ({ code, mean: inHundredths(mean) })), total: inHundredths(total) }
}

const inHundredths = (value: number) => Math.round(value * 100) / 100
