import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMailer } from '../src/sending/mailer.ts'
import { startMailServer } from './mail-server.ts'

let dir: string
let key: string
let cert: string

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'lianxie-tls-'))
  const [keyFile, certFile] = [join(dir, 'key.pem'), join(dir, 'cert.pem')]
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync('openssl', [...made, ...named, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' })
  ;[key, cert] = [readFileSync(keyFile, 'utf8'), readFileSync(certFile, 'utf8')]
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const letter = { to: 'member@example.org', subject: '【联协】有提案邀请附议', text: '· 一', letterId: 'a-b-c' }
const LIMITS = { connections: 4, patienceMs: 8_000 }
const account = { user: 'lianxie', password: 'right' }
/** Asks for the account before it takes a letter. */
const guarded = () =>
  startMailServer({
    key,
    cert,
    authOptional: false,
    onAuth: ({ username, password }, _, callback) =>
      callback(username === account.user && password === account.password ? null : new Error('no such account'), {
        user: username,
      }),
  })

test('a letter goes over an encrypted line, after the account was shown', async () => {
  await using server = await guarded()
  const settings = { host: 'localhost', port: server.port, security: 'starttls', from: 'lianxie@example.org' } as const
  await using mailer = openMailer({ ...settings, ...account, authority: cert }, LIMITS)

  expect(await mailer.send(letter, AbortSignal.timeout(LIMITS.patienceMs))).toEqual({ kind: 'SENT' })
  expect(server.received.map(({ to, secure }) => [to, secure])).toEqual([['member@example.org', true]])
})

test.each([
  ['a certificate that nobody vouches for', { ...account }, 'ESOCKET'],
  ['a wrong password', { user: 'lianxie', password: 'wrong', authority: true }, 'EAUTH'],
])('with %s nothing leaves, and the letter waits', async (_, { authority, ...shown }: any, error) => {
  await using server = await guarded()
  const settings = { host: 'localhost', port: server.port, security: 'starttls', from: 'lianxie@example.org' } as const
  await using mailer = openMailer({ ...settings, ...shown, ...(authority && { authority: cert }) }, LIMITS)

  expect(await mailer.send(letter, AbortSignal.timeout(LIMITS.patienceMs))).toEqual({ kind: 'AWAY', error })
  expect(server.received).toEqual([])
})

test('a server that offers no encryption gets no letter', async () => {
  await using server = await startMailServer()
  const settings = { host: 'localhost', port: server.port, security: 'starttls', from: 'lianxie@example.org' } as const
  await using mailer = openMailer(settings, LIMITS)

  expect((await mailer.send(letter, AbortSignal.timeout(LIMITS.patienceMs))).kind).not.toBe('SENT')
  expect(server.received).toEqual([])
})
