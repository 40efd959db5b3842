import { expect, test } from 'vitest'
import { behind } from './upstreams.ts'

test('a path goes on under the service that was asked', () => {
  expect(behind('http://p', '/proposals/', 'cases/1/form')).toBe('http://p/proposals/cases/1/form')
  expect(behind('http://p', '/proposals/', 'docket.xlsx')).toBe('http://p/proposals/docket.xlsx')
})

test.each([
  '../ops/dead',
  'a/../../ops/dead',
  '%2e%2e/ops',
  '.%2e/ops',
  '%2E./ops',
  './ops',
  'a/%2f../ops',
  'a%5c..%5cops',
  '..\\ops',
  'a//b',
  '/evil.example',
  '%252e%252e/ops',
  'a\u0000',
  'a%00',
  'a?b',
  'a#b',
])('nothing leads out of it: %j', (path) => {
  expect(behind('http://p', '/proposals/', path)).toBeUndefined()
})
