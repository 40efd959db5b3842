import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldParts } from './folded-parts.ts'
import { sharedPassages, sharedWords } from './shared-words.ts'

const counting = { id: 'c', documents: 0, proposals: 0, counts: new Map<number, number>() }
const content = (problem: string, ...suggestions: string[]) => ({ subject: '关于停车的建议', problem, suggestions })

test('a passage that was taken over is shown where it stands in both, as each has it', () => {
  const here = content('前言。老旧小區車位配比遠低於戶均保有量，居民意見集中。')
  const there = content('无关的话。', '据调查，老旧小区车位配比远低于户均保有量！')
  const { passages } = sharedWords(foldParts(here), foldParts(there), counting)

  expect(passages).toEqual([
    {
      text: '老旧小區車位配比遠低於戶均保有量',
      here: { field: 'problem', start: 3, length: 16 },
      there: { field: 'suggestions.0', start: 4, length: 16 },
    },
  ])
})

test('places are counted in the text as it was written', () => {
  const here = content('面积约１００㎡，垃圾分类亭布点不均投放不便')
  const there = content('垃圾分类亭布点不均投放不便')
  const [passage] = sharedWords(foldParts(here), foldParts(there), counting).passages

  const { start, length } = passage!.here
  expect(here.problem.slice(start, start + length)).toBe('垃圾分类亭布点不均投放不便')
})

test('short agreements are terms, neighbouring ones as one, the rarest first', () => {
  const counts = new Map([[('停'.charCodeAt(0) << 16) | '车'.charCodeAt(0), 60]])
  const here = foldParts({ subject: '停车', problem: '喷水织机淘汰', suggestions: [] })
  const there = foldParts({ subject: '停车', problem: '淘汰喷水织机', suggestions: [] })

  const { terms, passages } = sharedWords(here, there, { id: 'c', documents: 1000, proposals: 1000, counts })

  expect(passages).toEqual([])
  expect(terms).toEqual(['喷水织机', '淘汰', '停车'])
})

test('a term neither begins nor ends with a particle', () => {
  const here = foldParts({ subject: '停车', problem: '在荷桥村的居民', suggestions: [] })
  const there = foldParts({ subject: '菜场', problem: '如在荷桥村的商户', suggestions: [] })

  expect(sharedWords(here, there, counting).terms).toEqual(['荷桥村'])
})

test('every passage stands in both texts, none overlaps another, none crosses a line', () => {
  const text = fc
    .array(fc.constantFrom('停车位配比低于户均', '居民意见集中', '\n', '，', '甲', '乙丙'), { maxLength: 12 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, (here, there) => {
      let before = 0
      for (const { from, to, at } of sharedPassages(here, there)) {
        expect(here.slice(from, to)).toBe(there.slice(at, at + to - from))
        expect(from).toBeGreaterThanOrEqual(before)
        expect(here.slice(from, to)).not.toContain('\n')
        before = to
      }
    }),
  )
})
