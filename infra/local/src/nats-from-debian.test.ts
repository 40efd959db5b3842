import { expect, test } from 'vitest'
import { mirrorFromSources } from './nats-from-debian.ts'

test('the mirror is found in the one-line notation, past other repositories', () => {
  const list = [
    '# deb http://commented.example/debian bookworm main',
    'deb http://security.example/debian-security bookworm-security main',
    'deb https://tools.example/apt nodistro main',
    'deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm main contrib',
  ].join('\n')

  expect(mirrorFromSources([list])).toBe('http://mirror.example/debian')
})

test('the mirror is found in the stanza notation, past those that are off', () => {
  const sources = [
    'Types: deb-src\nURIs: http://sources.example/debian\nSuites: trixie\nComponents: main',
    'Enabled: no\nTypes: deb\nURIs: http://off.example/debian\nSuites: trixie\nComponents: main',
    'Types: deb\n# a remark\nURIs: http://mirror.example/debian http://second.example/debian\nSuites: trixie trixie-updates\nComponents: main',
  ].join('\n\n')

  expect(mirrorFromSources([sources])).toBe('http://mirror.example/debian')
})

test('a machine without Debian sources has no mirror', () => {
  expect(mirrorFromSources(['deb http://archive.example/ubuntu noble main', ''])).toBeUndefined()
})
