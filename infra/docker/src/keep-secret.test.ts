import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepSecret, writeSecret } from './keep-secret.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lianxie-secret-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const modeOf = (path: string) => statSync(path).mode & 0o777

test('a secret is made once, and its owner alone reads it', async () => {
  const file = join(dir, 'service', 'password')

  const first = await keepSecret(file)
  const again = await keepSecret(file, () => 'another')

  expect(first).toMatch(/^[\w-]{32}$/)
  expect(again).toBe(first)
  expect(modeOf(file)).toBe(0o600)
  expect(modeOf(join(dir, 'service'))).toBe(0o700)
})

test('a secret that another container reads is open to the group of that container and to nobody else', async () => {
  const file = join(dir, 'postgres', 'password')

  await writeSecret(file, 'first\n', { group: process.getgid!() })
  await writeSecret(file, 'second\n', { group: process.getgid!() })

  expect(readFileSync(file, 'utf8')).toBe('second\n')
  expect(modeOf(file)).toBe(0o640)
  expect(modeOf(join(dir, 'postgres'))).toBe(0o750)
})
