import { expect, test } from 'vitest'
import { type Curve, latencyPicture, plotArea } from './latency-picture.ts'
import { percentileCurve } from './statistics.ts'

const curve = (name: string, values: readonly number[]): Curve => ({ name, points: percentileCurve(values) })
const spread = (count: number, of: (share: number) => number) => Array.from({ length: count }, (_, i) => of(i / count))

/** The points of every curve in a picture. */
const pointsIn = (svg: string) =>
  [...svg.matchAll(/class="curve" d="M([^"]+)"/g)].map(([, path]) =>
    path!.split('L').map((point) => point.split(' ').map(Number) as [number, number]),
  )

/** What is not well-formed: a tag that another one closes, one left open, an attribute without quotes, a bare character. */
function faultsOf(xml: string): string[] {
  const open: string[] = []
  const faults: string[] = []
  const rest = xml.replaceAll(/<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/g, (tag, end, name, _, empty) => {
    if (end && open.pop() !== name) faults.push(tag as string)
    if (!end && !empty) open.push(name as string)
    return ''
  })
  return [...faults, ...open, ...(rest.match(/[<>]|&(?!amp;|lt;|gt;|quot;)/g) ?? [])]
}

test('a picture is well-formed, whatever the names hold', () => {
  const picture = latencyPicture('协商 <&> "a"', [curve('p < 10 & more', [1, 2, 3]), curve('二', [5])])

  expect(faultsOf(picture)).toEqual([])
  expect(faultsOf(picture.replace('</text>', '</b>'))).not.toEqual([])
})

test.each([
  ['of one value', [3]],
  ['of equal values', [7, 7, 7, 7]],
  ['with nothing above zero', [0, 0]],
  ['of microseconds', spread(500, (share) => 0.001 + share / 1000)],
  ['over five decades', spread(20_000, (share) => 10 ** (5 * share - 1))],
])('every point of a distribution %s lies in the frame', (_, values) => {
  const [points] = pointsIn(latencyPicture('t', [curve('c', values)]))

  expect(points!.length).toBeGreaterThan(0)
  for (const [x, y] of points!) {
    expect(x).toBeGreaterThanOrEqual(plotArea.left)
    expect(x).toBeLessThanOrEqual(plotArea.right)
    expect(y).toBeGreaterThanOrEqual(plotArea.top)
    expect(y).toBeLessThanOrEqual(plotArea.bottom)
  }
})

test('a curve goes to the right and never down', () => {
  const [points] = pointsIn(
    latencyPicture('t', [
      curve(
        'c',
        spread(5_000, (share) => 1 + 100 * share ** 8),
      ),
    ]),
  )

  for (const [i, [x, y]] of points!.entries()) {
    if (i === 0) continue
    const [before, height] = points![i - 1]!
    expect(x).toBeGreaterThan(before)
    expect(y).toBeLessThanOrEqual(height)
  }
})

test('ten times as slow is as far up at every speed', () => {
  const picture = latencyPicture('t', [curve('a', [1, 1]), curve('b', [10, 10]), curve('c', [100, 100])])
  const [a, b, c] = pointsIn(picture).map((points) => points[0]![1])

  expect(a! - b!).toBeCloseTo(b! - c!, 0)
})

test('every curve is in the legend and has a dash of its own', () => {
  const picture = latencyPicture('t', [curve('50/s', [1, 2]), curve('70 %', [2, 3])])

  expect(picture).toContain('>50/s</text>')
  expect(picture).toContain('>70 %</text>')
  expect(picture.match(/stroke-dasharray/g)).toHaveLength(2)
})

test('it can be read on a dark page', () => {
  expect(latencyPicture('t', [curve('c', [1])])).toContain('prefers-color-scheme: dark')
})

test('there is no picture of nothing', () => {
  expect(() => latencyPicture('t', [])).toThrow('at least one point')
})
