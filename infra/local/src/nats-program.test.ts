import { expect, test, vi } from 'vitest'
import { findNatsProgram, findNatsServer, isAtLeast, parseNatsVersion } from './nats-program.ts'

test.each([
  ['nats-server: v2.10.27', '2.10.27'],
  ['nats-server: v2.11.0-RC.1\n', '2.11.0'],
  ['nats-server 2.15.1', '2.15.1'],
])('the version is read from what the program says: %s', (output, version) => {
  expect(parseNatsVersion(output)).toBe(version)
})

test.each(['', 'nginx version: nginx/1.27.2', 'nats-server: unknown flag'])(
  'another program has no version: %j',
  (output) => {
    expect(parseNatsVersion(output)).toBeUndefined()
  },
)

test.each([
  ['2.10.27', true],
  ['2.10.28', true],
  ['2.11.0', true],
  ['3.0.0', true],
  ['2.10.26', false],
  ['2.9.99', false],
  ['1.99.99', false],
])('nats-server %s serves: %s', (version, serves) => {
  expect(isAtLeast(version, '2.10.27')).toBe(serves)
})

test('a program that was named by hand and does not serve stops the start', async () => {
  vi.stubEnv('NATS_SERVER_BIN', '/bin/true')
  await expect(findNatsProgram(() => undefined)).rejects.toThrow(
    'NATS_SERVER_BIN names /bin/true, which is not a nats-server.',
  )
  vi.unstubAllEnvs()
})

test('a server that runs already is taken before any program', async () => {
  vi.stubEnv('NATS_URL', 'nats://127.0.0.1:4222')
  expect(await findNatsServer(() => undefined)).toEqual({ kind: 'running', url: 'nats://127.0.0.1:4222' })
  vi.unstubAllEnvs()
})
