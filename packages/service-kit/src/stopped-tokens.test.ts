import { expect, test } from 'vitest'
import { createStoppedTokens } from './stopped-tokens.ts'

const now = Math.floor(Date.now() / 1000)
const at = (seconds: number) => new Date(seconds * 1000)
const token = { id: 'a', role: 'CHAIR', sessionId: 's', issuedAt: now } as const

test('nothing is stopped until something was', () => {
  expect(createStoppedTokens().isStopped(token)).toBe(false)
})

test('an account that was stopped takes its earlier tokens with it, and no later ones', () => {
  const stopped = createStoppedTokens()

  stopped.stop('account a', at(now))

  expect(stopped.isStopped(token)).toBe(true)
  expect(stopped.isStopped({ ...token, issuedAt: now + 1 })).toBe(false)
  expect(stopped.isStopped({ ...token, id: 'b' })).toBe(false)
})

test('a role that was revoked takes only what was issued in it', () => {
  const stopped = createStoppedTokens()

  stopped.stop('role a CHAIR', at(now))

  expect(stopped.isStopped(token)).toBe(true)
  expect(stopped.isStopped({ ...token, role: 'MEMBER' })).toBe(false)
  expect(stopped.isStopped({ ...token, id: 'b' })).toBe(false)
})

test('a session that ended is over for good, whatever the clock of another process said', () => {
  const stopped = createStoppedTokens()

  stopped.stop('session s', at(now - 100))

  expect(stopped.isStopped(token)).toBe(true)
  expect(stopped.isStopped({ ...token, sessionId: 't' })).toBe(false)
})

test('a token that does not say when it was issued counts as old', () => {
  const stopped = createStoppedTokens()
  const { issuedAt: _, ...undated } = token

  stopped.stop('account a', at(now))

  expect(stopped.isStopped(undated)).toBe(true)
})

test('news that come late do not shorten what is known', () => {
  const stopped = createStoppedTokens()

  stopped.stop('account a', at(now))
  stopped.stop('account a', at(now - 60))

  expect(stopped.isStopped(token)).toBe(true)
})
