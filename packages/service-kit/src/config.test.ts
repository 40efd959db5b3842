import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BaseConfig, readConfig } from './config.ts'

const good = {
  COMMITTEE: 'wujiang-cppcc',
  DATABASE_URL: 'postgres://u:secret@127.0.0.1:5432/wujiang_cppcc',
  NATS_URL: 'nats://127.0.0.1:4222',
  PORT: '4101',
  ISSUER: 'https://id.example',
  JWKS_URL: 'https://id.example/jwks.json',
  FILES_DIR: '/var/lib/lianxie',
}

test('a complete environment is read, with defaults for what is left out', () => {
  expect(readConfig(BaseConfig, good)).toMatchObject({ PORT: 4101, PROFILE: 'production', AUDIENCE: 'lianxie' })
})

test('every wrong value is named with what was expected, and no value is shown', () => {
  const read = () =>
    readConfig(BaseConfig, { ...good, PORT: 'eighty', DATABASE_URL: 'mysql://u:secret@h/d', ISSUER: '' })

  expect(read).toThrow(/PORT/)
  expect(read).toThrow(/DATABASE_URL: a URL with postgres:\/\//)
  expect(read).toThrow(/ISSUER is missing/)
  expect(read).not.toThrow(/secret/)
})

test('a secret is read from the file that its _FILE variable names', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'lianxie-secret-')), 'url')
  writeFileSync(file, `${good.DATABASE_URL}\n`)
  const { DATABASE_URL: _, ...rest } = good

  expect(readConfig(BaseConfig, { ...rest, DATABASE_URL_FILE: file }).DATABASE_URL).toBe(good.DATABASE_URL)
  expect(() => readConfig(BaseConfig, { ...rest, DATABASE_URL_FILE: '/nowhere' })).toThrow(/DATABASE_URL_FILE/)
  expect(readConfig(BaseConfig, { ...good, DATABASE_URL_FILE: '' }).DATABASE_URL).toBe(good.DATABASE_URL)
})

test('a reverse proxy is named by its addresses or networks, and the whole world is none', () => {
  const read = (TRUST_PROXY: string) => readConfig(BaseConfig, { ...good, TRUST_PROXY }).TRUST_PROXY

  expect(read('127.0.0.1, 172.16.0.0/12,uniquelocal,fd00::/8')).toEqual([
    '127.0.0.1',
    '172.16.0.0/12',
    'uniquelocal',
    'fd00::/8',
  ])
  expect(read('')).toBeUndefined()
  for (const wrong of [
    'true',
    '1',
    '10.0.0.0/33',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/',
    'proxy.example.org',
    '10.0.0.1,',
  ]) {
    expect(() => read(wrong)).toThrow(/TRUST_PROXY/)
  }
})
