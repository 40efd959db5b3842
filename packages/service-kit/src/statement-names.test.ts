import { expect, test } from 'vitest'
import { createStatementNames } from './statement-names.ts'

test('a statement is named when it comes a second time, and keeps its name', () => {
  const names = createStatementNames()

  const given = ['select 1', 'select 1', 'select 2', 'select 2', 'select 1'].map((text) => names.of(text))

  expect(given).toEqual([undefined, 's1', undefined, 's2', 's1'])
})

test('there are at most 400 names, and thousands of one-off texts take none of them', () => {
  const names = createStatementNames()

  for (let i = 0; i < 5_000; i += 1) names.of(`select ${i}`)
  const twice = Array.from({ length: 500 }, (_, i) => `update ${i}`)
  const given = twice.map((text) => [names.of(text), names.of(text)][1])

  expect(given.filter((name) => name !== undefined)).toHaveLength(400)
})

test('a text that is too long to be kept in the server has no name', () => {
  const names = createStatementNames()
  const long = `select ${'$1,'.repeat(4_000)}`

  expect([names.of(long), names.of(long), names.of(long)]).toEqual([undefined, undefined, undefined])
})

test('renewed names were never used before', () => {
  const names = createStatementNames()
  const named = () => [names.of('select 1'), names.of('select 1')][1]
  const before = named()

  names.renew()

  expect(before).toBe('s1')
  expect(named()).toBe('s2')
})
