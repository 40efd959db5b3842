import { expect, test } from 'vitest'
import { requireScope } from './scopes.ts'

const reader = { scopes: ['proposals:read'] }

test.each([
  ['GET', '/proposals/docket?limit=1'],
  ['HEAD', '/proposals/docket'],
])('a scope lets through what it names: %s %s', (method, url) => {
  expect(() => requireScope(reader, method, url)).not.toThrow()
})

test.each([
  ['POST', '/proposals/commands/file-proposal'],
  ['GET', '/supervision/issues'],
  ['GET', '/ops/dead-events'],
  ['GET', '//proposals/docket'],
  ['GET', '/'],
])('and nothing else: %s %s', (method, url) => {
  expect(() => requireScope(reader, method, url)).toThrow('auth.forbidden')
})

test('a person has no scopes and is bound by the role alone', () => {
  expect(() => requireScope({}, 'POST', '/proposals/commands/file-proposal')).not.toThrow()
})
