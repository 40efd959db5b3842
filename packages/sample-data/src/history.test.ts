import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { countProposals, publishedHistory, wuxingHistory } from './index.ts'

const linesOf = (text: string) => text.trimEnd().split('\n')

test('the facts of 吴兴 are the lines that were kept, with their bytes', () => {
  const text = wuxingHistory()

  expect(linesOf(text)).toHaveLength(934)
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    'd51506d9b19f4a5d17b73f5d829dd25b6a6d716f531a88d32e01ca4c46f5dd7a',
  )
})

test('of 吴兴 the published figures are counted: 98 filed and replied, 32 collective, 14 by parties, 10 key', () => {
  const { byOriginal, byCase, mergedOriginals, mergedCases } = countProposals(linesOf(wuxingHistory()))

  expect(byOriginal).toMatchObject({
    filed: { n: 98, d: 113 },
    replied: { n: 98, d: 98 },
    collective: 32,
    byParty: 14,
    key: 10,
    classes: { A: 62, B: 27, C: 9 },
  })
  expect([mergedOriginals, mergedCases, byCase.filed.n]).toEqual([12, 6, 86])
})

test('of 吴江 the published totals are counted again', () => {
  const { byOriginal } = countProposals(linesOf(publishedHistory('wujiang-cppcc')))

  expect(byOriginal).toMatchObject({
    filed: { n: 245, d: 295 },
    member: 190,
    collective: 55,
    key: 15,
    supervisors: { 党委主要领导: 1, 政府主要领导: 1, 政府分管领导: 7, 政协主席: 1, 政协副主席: 5 },
    classes: { A: 238, B: 3, C: 4 },
  })
  expect(Object.values(byOriginal.areas)).toEqual(expect.arrayContaining([57, 80, 77, 20, 11]))
})

test('of 江阴 the published totals are counted again, with the four that are in no class', () => {
  const { byOriginal } = countProposals(linesOf(publishedHistory('jiangyin-cppcc')))

  expect(byOriginal).toMatchObject({ filed: { n: 311, d: 311 }, key: 16, classes: { A: 218, B: 69, C: 20, none: 4 } })
})

test('facts made from totals say so on every line', () => {
  for (const committee of ['wujiang-cppcc', 'jiangyin-cppcc'] as const) {
    const lines = linesOf(publishedHistory(committee)).map((line) => JSON.parse(line))

    expect(lines.every(({ synthetic }) => synthetic === true)).toBe(true)
    expect(lines[0].assumed.length).toBeGreaterThan(0)
  }
})
