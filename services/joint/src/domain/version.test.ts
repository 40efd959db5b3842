import { expect, test } from 'vitest'
import { convenorOf } from './version.ts'

const rotation = { firstYear: 2022, order: ['a-cppcc', 'b-cppcc', 'c-cppcc'], swaps: [{ year: 2024, host: 'a-cppcc' }] }
const all = ['a-cppcc', 'b-cppcc', 'c-cppcc']
const at = (instant: string, members = all) => convenorOf({ rotation }, members, new Date(instant))

test('the host of a year follows the order, year by year and round again', () => {
  expect(['2022', '2023', '2025'].map((year) => at(`${year}-06-01T00:00:00Z`))).toEqual([
    'a-cppcc',
    'b-cppcc',
    'a-cppcc',
  ])
})

test('an agreed swap goes before the order', () => {
  expect(at('2024-06-01T00:00:00Z')).toBe('a-cppcc')
})

test('the year begins in Shanghai', () => {
  expect(at('2022-12-31T15:59:59Z')).toBe('a-cppcc')
  expect(at('2022-12-31T16:00:00Z')).toBe('b-cppcc')
})

test('the next in order is host where the one of the year has left, also by a swap', () => {
  const rest = ['b-cppcc', 'c-cppcc']
  expect(at('2022-06-01T00:00:00Z', rest)).toBe('b-cppcc')
  expect(at('2024-06-01T00:00:00Z', rest)).toBe('c-cppcc')
})

test('a year before the first one has a host too', () => {
  expect(at('2021-06-01T00:00:00Z')).toBe('c-cppcc')
})

test('where nobody of the order is a member any more, the first member convenes', () => {
  expect(at('2022-06-01T00:00:00Z', ['d-cppcc', 'e-cppcc'])).toBe('d-cppcc')
})
