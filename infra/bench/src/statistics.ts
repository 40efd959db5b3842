/** The median and the extremes of what several rounds found. */
export interface Spread {
  median: number
  min: number
  max: number
}

/** Throws for no values: there is no median of nothing. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = ascending(values)
  const middle = sorted.length / 2
  const median = Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!
  return { median, min: sorted[0]!, max: sorted.at(-1)! }
}

/**
 * The value that `percent` % of the values do not exceed (nearest rank): always one that was measured, never one between
 * two. Throws for no values.
 */
export function percentile(values: readonly number[], percent: number): number {
  return ranked(ascending(values), percent)
}

/** What readers want to know of latencies, in the unit of the values. */
export interface Percentiles {
  count: number
  p50: number
  p90: number
  p99: number
  max: number
}

/** Throws for no values. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = ascending(values)
  const at = (percent: number) => ranked(sorted, percent)
  return { count: sorted.length, p50: at(50), p90: at(90), p99: at(99), max: sorted.at(-1)! }
}

/** A value of a distribution and the share of all values, in percent, that it is not exceeded by. */
export interface CurvePoint {
  percent: number
  value: number
}

/**
 * The distribution as points whose distance to 100 % shrinks evenly on a logarithmic scale, from the median on, and ends at
 * the largest value. Throws for no values.
 */
export function percentileCurve(values: readonly number[], pointsPerDecade = 20): CurvePoint[] {
  const sorted = ascending(values)
  const points: CurvePoint[] = []
  for (let i = 0; ; i += 1) {
    const beyond = 0.5 * 10 ** (-i / pointsPerDecade)
    // Fewer than one value lies beyond: only the largest is left to tell.
    if (beyond * sorted.length < 1) break
    const percent = 100 * (1 - beyond)
    points.push({ percent, value: ranked(sorted, percent) })
  }
  points.push({ percent: 100 * (1 - 0.5 / sorted.length), value: sorted.at(-1)! })
  return points
}

function ascending(values: readonly number[]): Float64Array {
  if (values.length === 0) throw new Error('expected at least one value')
  return Float64Array.from(values).sort()
}

function ranked(sorted: Float64Array, percent: number): number {
  const rank = Math.ceil((percent / 100) * sorted.length)
  return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1]!
}
