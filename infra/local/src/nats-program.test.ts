import { expect, test } from 'vitest'
import { isAtLeast, parseNatsVersion } from './nats-program.ts'

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
