import type { CurvePoint } from './statistics.ts'

/** A distribution to be drawn. */
export interface Curve {
  name: string
  points: readonly CurvePoint[]
}

const WIDTH = 760
const HEIGHT = 420
const FRAME = { left: 64, right: 36, top: 56, bottom: 56 } as const
const PLOT = { width: WIDTH - FRAME.left - FRAME.right, height: HEIGHT - FRAME.top - FRAME.bottom } as const

// Told apart by their dashes too, and readable on white and on black.
const STROKES = [
  { colour: '#2f6fde', dash: '' },
  { colour: '#d9622b', dash: '7 4' },
  { colour: '#2a9d63', dash: '2 4' },
  { colour: '#a855c7', dash: '10 3 2 3' },
] as const

const STYLE = `text { font: 12px system-ui, "Noto Sans CJK SC", sans-serif; fill: #333 }
.title { font-size: 15px; font-weight: 600 }
.grid { stroke: #ddd; stroke-width: 1 }
.frame { stroke: #999; stroke-width: 1; fill: none }
.paper { fill: #fff }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd } .grid { stroke: #333 } .frame { stroke: #777 } .paper { fill: #16181c }
}`

/**
 * Latency distributions as an SVG: percentiles to the right, so that each further nine takes as much room as the one before
 * it, and milliseconds upwards, both logarithmic. The far right is where users lose their patience.
 * Throws when there is nothing to draw.
 */
export function latencyPicture(title: string, curves: readonly Curve[]): string {
  const points = curves.flatMap((curve) => curve.points)
  if (points.length === 0) throw new Error('expected at least one point to draw')
  const nines = Math.max(1, ...points.map(({ percent }) => ninesOf(percent)))
  const [low, high] = frameOf(points.map(({ value }) => value))
  const x = (percent: number) => FRAME.left + ((ninesOf(percent) - FIRST) / (nines - FIRST)) * PLOT.width
  const y = (value: number) =>
    FRAME.top + PLOT.height * (1 - Math.log10(Math.max(value, low) / low) / Math.log10(high / low))

  const rows = ticksOf(low, high).map((value) => {
    const at = round(y(value))
    return `<path class="grid" d="M${FRAME.left} ${at}H${WIDTH - FRAME.right}"/><text x="${FRAME.left - 8}" y="${at + 4}" text-anchor="end">${labelOf(value)}</text>`
  })
  const columns = PERCENTS.filter((percent) => ninesOf(percent) <= nines).map((percent) => {
    const at = round(x(percent))
    return `<path class="grid" d="M${at} ${FRAME.top}V${HEIGHT - FRAME.bottom}"/><text x="${at}" y="${HEIGHT - FRAME.bottom + 18}" text-anchor="middle">${percent} %</text>`
  })
  const lines = curves.map(({ points: own }, i) => {
    const { colour, dash } = STROKES[i % STROKES.length]!
    const path = own.map(({ percent, value }) => `${round(x(percent))} ${round(y(value))}`).join('L')
    return `<path class="curve" d="M${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"${dash && ` stroke-dasharray="${dash}"`}/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escaped(title)}">
<style>${STYLE}</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}"/>
<text class="title" x="${FRAME.left}" y="22">${escaped(title)}</text>
${legendOf(curves)}
${[...rows, ...columns].join('\n')}
<rect class="frame" x="${FRAME.left}" y="${FRAME.top}" width="${PLOT.width}" height="${PLOT.height}"/>
${lines.join('\n')}
<text x="14" y="${FRAME.top - 8}">ms</text>
<text x="${FRAME.left + PLOT.width / 2}" y="${HEIGHT - 14}" text-anchor="middle">share that was at least as fast</text>
</svg>
`
}

/** Where the plot lies in the picture, for tests. */
export const plotArea = {
  left: FRAME.left,
  top: FRAME.top,
  right: WIDTH - FRAME.right,
  bottom: HEIGHT - FRAME.bottom,
} as const

const PERCENTS = [50, 90, 99, 99.9, 99.99, 99.999]

/** 90 % is one nine, 99 % two. */
const ninesOf = (percent: number) => -Math.log10(1 - percent / 100)
const FIRST = ninesOf(50)

/** The smallest 1, 2 or 5 times a power of ten around all values; at least a decade, so that noise does not look like a cliff. */
function frameOf(values: readonly number[]): [low: number, high: number] {
  const least = Math.max(Math.min(...values), 0.001)
  const low = Math.max(...stepsAround(least).filter((step) => step <= least))
  const most = Math.max(...values, low * 10)
  return [low, Math.min(...stepsAround(most).filter((step) => step >= most))]
}

function stepsAround(value: number): number[] {
  const exponent = Math.floor(Math.log10(value))
  return [exponent - 1, exponent, exponent + 1].flatMap((e) => [1, 2, 5].map((digit) => exact(digit, e)))
}

function ticksOf(low: number, high: number): number[] {
  const ticks: number[] = []
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent += 1)
    for (const digit of [1, 2, 5]) ticks.push(exact(digit, exponent))
  return ticks.filter((tick) => tick >= low && tick <= high)
}

// 5 * 10 ** -3 is not 0.005.
const exact = (digit: number, exponent: number) => Number(`${digit}e${exponent}`)

const labelOf = (value: number) => (value >= 1000 ? `${value / 1000} s` : String(value))

function legendOf(curves: readonly Curve[]): string {
  let left: number = FRAME.left
  return curves
    .map(({ name }, i) => {
      const { colour, dash } = STROKES[i % STROKES.length]!
      const at = left
      left += 52 + name.length * 7
      return `<path d="M${at} 38h24" stroke="${colour}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}/><text x="${at + 30}" y="42">${escaped(name)}</text>`
    })
    .join('\n')
}

const round = (value: number) => Math.round(value * 10) / 10

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
