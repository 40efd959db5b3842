import { badInput } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { createIdentity } from '../src/app.ts'
import { browserOf, newPerson, signedIn, start } from './world.ts'
import { samples } from './samples.ts'
import { TEST_SETTINGS } from './settings.ts'

test(
  'every wrong request of every command and query is refused with a code and words, and changes nothing',
  { timeout: 180_000 },
  async () => {
    await using service = await start()

    const report = await badInput(service, createIdentity(TEST_SETTINGS), await samples(service))

    expect(report.findings).toEqual([])
    const sent = Object.values(report.sent).reduce((sum, count) => sum + count, 0)
    expect(sent).toBeGreaterThan(500)
  },
)

/** What a form of a browser may hold instead of what it should. */
const ODD = [
  undefined,
  null,
  5,
  '',
  'x'.repeat(5_000),
  '\u0000',
  ['a'],
  { a: 1 },
  '\ud800',
  '${7*7}',
  '%0d%0aset-cookie: a=b',
]

test(
  'whatever is typed where one signs in, the answer is a refusal and never a fault',
  { timeout: 120_000 },
  async () => {
    await using service = await start()
    const browser = await signedIn(service, await newPerson(service))
    const routes: [string, Record<string, unknown>, string[]][] = [
      ['sign-in', { userName: 'nobody', password: 'x' }, ['userName', 'password']],
      ['second-factor', { code: '123456' }, ['code']],
      ['second-factor/confirm', { code: '123456' }, ['code']],
      ['step-up', { code: '123456' }, ['code']],
      ['switch-role', { grantId: 'x' }, ['grantId']],
      ['sessions/end', { sessionIds: ['x'] }, ['sessionIds', 'others']],
      ['sso', { returnTo: '/' }, ['returnTo']],
      ['service-token', { serviceAccountId: 'x', secret: 'y' }, ['serviceAccountId', 'secret']],
    ]
    const found: string[] = []
    for (const [path, body, fields] of routes) {
      for (const field of fields) {
        for (const odd of ODD) {
          const { status, body: answer, headers } = await browser.post(`/identity/${path}`, { ...body, [field]: odd })
          const isRefusal = status >= 400 && status < 500 && answer.code && answer.zh && answer.en
          if (!isRefusal || headers.has('a'))
            found.push(`${path} ${field} ${JSON.stringify(odd)?.slice(0, 20)}: ${status}`)
        }
      }
      const extra = await browser.post(`/identity/${path}`, { ...body, role: 'OPS' })
      if (extra.body.code !== 'request.invalid') found.push(`${path} with more than is asked: ${extra.body.code}`)
      await service.running.runtime.pool.query('delete from sign_in_failure')
    }

    expect(found).toEqual([])
    expect((await browser.get('/identity/session')).status).toBe(200)
    const broken = browserOf(service)
    for (const cookie of [
      'lianxie.session_token=',
      'lianxie.session_token=%E0%A4%A',
      'lianxie.session_token=a.b',
      '=;;;',
      'x'.repeat(4000),
    ]) {
      expect([cookie.slice(0, 30), (await broken.get('/identity/session', { cookie })).body.code]).toEqual([
        cookie.slice(0, 30),
        'auth.missing',
      ])
    }
  },
)
