import type { supervision } from '@lianxie/contracts'

/** 一项的票数: how often each option was chosen. */
type Counts = readonly { option: string; count: number }[]

export interface AppraisalScore {
  /** In points of a hundred with two digits; absent where an item has no score. */
  score?: number
  items: { item: string; rated: number; score?: number }[]
}

/**
 * 民主评议得分: Σ weightᵢ × (points of the options × how often each was chosen) / (how often one with points was chosen).
 * Options without points, 不了解, are no part of the fraction; an item that nobody rated has no score, and then the unit has
 * none either: no rule says how the other items would weigh. Counted in whole numbers, rounded half up at the end.
 *
 * @example 30 满意, 10 基本满意, 2 不满意, 3 不了解 of the only item: (3000 + 800 + 80) / 42 = 92.38
 * @throws {Error} for counts of an option that there is not, or an item without counts.
 */
export function appraisalScore(
  items: readonly Pick<supervision.AppraisalItem, 'code' | 'weight'>[],
  options: readonly Pick<supervision.AppraisalOption, 'code' | 'points'>[],
  counts: readonly { item: string; counts: Counts }[],
): AppraisalScore {
  const pointsOf = new Map(options.map(({ code, points }) => [code, points]))
  let total: Fraction | undefined = { over: 0n, under: 1n }
  const rows = items.map(({ code, weight }) => {
    const own = counts.find(({ item }) => item === code)
    if (!own) throw new Error(`expected counts of ${code}, got none`)
    const { points, rated } = sumOf(own.counts, pointsOf)
    const weighed = { over: BigInt(Math.round(weight * 10_000)) * points, under: 10_000n * rated }
    total = rated === 0n || !total ? undefined : plus(total, weighed)
    const score = rated === 0n ? {} : { score: inHundredths({ over: points, under: rated }) }
    return { item: code, rated: Number(rated), ...score }
  })
  return { ...(total && { score: inHundredths(total) }), items: rows }
}

function sumOf(counts: Counts, pointsOf: ReadonlyMap<string, number | undefined>): { points: bigint; rated: bigint } {
  let [points, rated] = [0n, 0n]
  for (const { option, count } of counts) {
    if (!pointsOf.has(option)) throw new Error(`expected an option of the ballot, got ${option}`)
    const each = pointsOf.get(option)
    if (each === undefined) continue
    points += BigInt(each) * BigInt(count)
    rated += BigInt(count)
  }
  return { points, rated }
}

interface Fraction {
  over: bigint
  under: bigint
}

const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
})

const inHundredths = ({ over, under }: Fraction): number => Number((over * 200n + under) / (2n * under)) / 100

/** 票决是否有效: more than the quorum’s share attended, and no more ballots came back than were issued. */
export function voteVerdict(
  { entitled, attended, issued, returned, valid }: supervision.AppraisalTurnout,
  { quorum, minimumCount }: { quorum: number; minimumCount: number },
): supervision.VoteVerdict {
  if (attended <= entitled * quorum) return 'NO_QUORUM'
  if (returned > issued) return 'OVER_RETURNED'
  return valid < minimumCount ? 'TOO_FEW' : 'VALID'
}
