import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readProfile } from '@lianxie/cli'
import { CommitteeId } from '@lianxie/contracts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { secretsOf } from './committee-place.ts'
import { prepareCommittee } from './prepare-committee.ts'
import { prepareHub } from './prepare-hub.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lianxie-prepare-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const prepare = () =>
  prepareCommittee({
    committee: CommitteeId.parse('wujiang-cppcc'),
    dir,
    services: { directory: 'http://directory:8080' },
    natsUrl: 'nats://nats:4222',
  })
const files = () =>
  readdirSync(dir, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  )
const contents = () => Object.fromEntries(files().map((file) => [file, readFileSync(file, 'utf8')]))

test('a second preparation changes no password and no file', async () => {
  await prepare()
  const first = contents()

  await prepare()

  expect(contents()).toEqual(first)
})

test('nobody but the owner reads what is prepared', async () => {
  await prepare()

  expect(files().filter((file) => (statSync(file).mode & 0o077) !== 0)).toEqual([])
})

test('a service signs in to NATS with the password that the server asks for, and sees no other service', async () => {
  await prepare()

  const secrets = secretsOf(dir)
  const { authorization } = JSON.parse(readFileSync(secrets.natsConfig, 'utf8')) as {
    authorization: { users: { user: string; password: string }[] }
  }
  const asked = authorization.users.find(({ user }) => user === 'services')!.password
  expect(readFileSync(secrets.natsPassword('joint'), 'utf8').trim()).toBe(asked)
  expect(readdirSync(join(dir, 'secrets', 'joint'))).toEqual(['nats-password'])
})

test('the command line is given an account that reads events, not that of the services', async () => {
  await prepare()

  const profile = await readProfile(secretsOf(dir).profile)
  expect(profile.nats).toMatchObject({ url: 'nats://nats:4222', user: 'reader' })
  const password = readFileSync(profile.nats!.passwordFile!, 'utf8')
  expect(password).not.toBe(readFileSync(secretsOf(dir).natsPassword('joint'), 'utf8'))
})

test('a hub that is prepared again keeps the key of its operator', async () => {
  const options = { dir: join(dir, 'hub'), name: 'hub', adminUrl: 'nats://hub:4222' }
  await prepareHub(options)
  const key = readFileSync(join(dir, 'hub', 'admin.nk'), 'utf8')

  await prepareHub({ ...options, name: 'taihu' })

  expect(readFileSync(join(dir, 'hub', 'admin.nk'), 'utf8')).toBe(key)
  expect(JSON.parse(readFileSync(join(dir, 'hub', 'hub.conf'), 'utf8'))).toMatchObject({
    server_name: 'taihu',
    listen: '0.0.0.0:4222',
  })
})
