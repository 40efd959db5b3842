import { expect, test } from 'vitest'
import { askedTerms, type Counting, likenessOf, termsOf, weightOf } from './likeness-terms.ts'

const pair = (text: string) => (text.charCodeAt(0) << 16) | text.charCodeAt(1)
const counting = (documents: number, counts: Record<string, number>): Counting => ({
  id: 'c',
  documents,
  proposals: 100 * documents,
  counts: new Map(Object.entries(counts).map(([term, count]) => [pair(term), count])),
})
const uncounted = counting(0, {})

test('terms are the pairs of neighbouring characters and the words of letters and digits', () => {
  const terms = termsOf('停车难，5g基站')

  expect(terms.size).toBe(4)
  for (const term of ['停车', '车难', '基站']) expect(terms).toContain(pair(term))
  expect(terms).not.toContain(pair('难基'))
  expect(termsOf('12')).not.toEqual(termsOf('21'))
})

test('traditional characters, full width and capitals give the same terms', () => {
  const simplified = likenessOf({ subject: '关于协商的建议', body: '5G基站' }, uncounted)
  const traditional = likenessOf({ subject: '關於協商的建議', body: '５ｇ基站' }, uncounted)

  expect(traditional).toEqual(simplified)
})

test('of a long text the rarest terms are kept', () => {
  const common = '建议有关部门加强统筹协调'
  const counts = Object.fromEntries(
    Array.from(common.slice(0, -1), (character, at) => [character + common[at + 1]!, 900]),
  )
  const rare = Array.from({ length: 90 }, (_, at) => String.fromCodePoint(0x4e00 + 7 * at, 0x5e00 + 3 * at))
  const { terms } = likenessOf({ subject: '', body: `${common}。${rare.join('。')}` }, counting(1000, counts))

  expect(terms).toHaveLength(48)
  for (const term of termsOf(common)) expect(terms).not.toContain(term)
})

test('the subject has a part in what is kept of a long text', () => {
  const body = Array.from({ length: 300 }, (_, at) => String.fromCodePoint(0x4e00 + 7 * at, 0x5e00 + 3 * at)).join('。')
  const { terms } = likenessOf({ subject: '停车难', body }, counting(1000, { 停车: 15, 车难: 15 }))

  expect(terms).toEqual(expect.arrayContaining([pair('停车'), pair('车难')]))
})

test('what most proposals say is not looked up, and counts for little', () => {
  const told = counting(1000, { 建议: 980, 停车: 12 })

  expect(askedTerms({ subject: '建议', body: '停车。建议' }, told)).toEqual([pair('停车')])
  expect(weightOf(pair('停车'), told)).toBeGreaterThan(1000 * weightOf(pair('建议'), told))
})

test.each(['', '停', '，。！', '\n'])('a text without a pair, %j, has no terms', (text) => {
  expect(likenessOf({ subject: text, body: '' }, uncounted)).toEqual({ terms: [], weight: 0 })
  expect(askedTerms({ subject: '', body: text }, uncounted)).toEqual([])
})
