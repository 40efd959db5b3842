import { expect, test } from 'vitest'
import { named } from './person-name.ts'

const words = (name: string) => named(name).search

test.each([
  ['单晓曾', ['shanxiaozeng', 'danxiaoceng', 'sxz']],
  ['吕行', ['lvxing', 'lx']],
  ['解中', ['xiezhong', 'xz']],
])('%s is found by each reading', (name, spellings) => {
  for (const spelling of spellings) expect(words(name)).toContain(`'${spelling}'`)
})

test('a surname is sorted as it is read in names', () => {
  expect([named('单一').pinyin, named('解中').pinyin]).toEqual(['shan yi', 'xie zhong'])
})

test('a name of many readings keeps a bounded number of spellings', () => {
  expect(words('行行行行行行行行行行').length).toBeLessThan(1500)
})

test('a name in letters is found as it is', () => {
  expect(words('Anna Lin')).toContain("'anna'")
})
