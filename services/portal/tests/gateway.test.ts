import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { CommitteeId } from '@lianxie/contracts'
import { createLog, type RunningFront, startFront } from '@lianxie/service-kit'
import { takeNatsAccount } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { buildPages } from '../scripts/build-pages.ts'
import { portal } from '../src/app.ts'
import { pagesDir } from '../src/config.ts'
import { type IdentityDouble, startIdentityDouble } from './identity-double.ts'

interface Seen {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: Buffer
}

const ORIGIN = 'https://zx.example.cn'
const ours = { origin: ORIGIN, 'x-lianxie': '1', 'content-type': 'application/json' }
const committee = CommitteeId.parse('wuxing-cppcc')
const seen: Seen[] = []
const life = new AsyncDisposableStack()
let front: RunningFront
let identity: IdentityDouble
let serviceStatus = 200

const tokenFor = async ({ accountId, role }: { accountId: string; role: string }) =>
  `h.${Buffer.from(JSON.stringify({ sub: accountId, committee, role })).toString('base64url')}.${accountId}`

beforeAll(async () => {
  await buildPages()
  identity = life.use(
    await startIdentityDouble({
      password: 'right',
      accounts: [
        { userName: 'staff', accountId: 'a-staff', role: 'STAFF_PROPOSAL' },
        { userName: 'member', accountId: 'a-member', role: 'MEMBER' },
        { userName: 'operator', accountId: 'a-operator', role: 'OPS' },
        { userName: 'new', accountId: 'a-new', role: 'STAFF_OFFICE', first: 'password.change_first' },
        { userName: 'newop', accountId: 'a-newop', role: 'OPS', first: 'second_factor.needed' },
      ],
      tokenFor,
    }),
  )
  const service = createServer((request, response) => {
    void buffer(request).then((body) => {
      seen.push({ method: request.method!, url: request.url!, headers: request.headers, body })
      response
        .writeHead(serviceStatus, { 'content-type': 'application/json', 'set-cookie': 'service=1', 'x-own': 'yes' })
        .end(JSON.stringify({ said: 'hello' }))
    })
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  life.defer(() => void service.close())
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  const upstreams = {
    identity: url,
    directory: url,
    consultations: url,
    proposals: url,
    supervision: url,
    joint: 'http://127.0.0.1:1',
    notices: 'http://127.0.0.1:1',
  }
  front = await startFront(portal, {
    committee,
    nats: await takeNatsAccount(inject('adminUrl')),
    host: '127.0.0.1',
    port: 0,
    profile: 'test',
    rateLimitPerMinute: 100_000,
    log: createLog({ level: 'silent' }),
    own: { publicUrl: ORIGIN, identityUrl: identity.url, upstreams, pagesDir },
  })
  life.defer(() => front.stop())
}, 120_000)

afterAll(() => life.disposeAsync())

async function signIn(userName: string): Promise<string> {
  const body = JSON.stringify({ userName, password: 'right' })
  const answer = await fetch(`${front.url}/identity/sign-in`, { method: 'POST', headers: ours, body })
  expect(answer.status).toBe(200)
  return answer.headers.getSetCookie()[0]!.split(';')[0]!
}
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${front.url}${path}`, { headers })
const post = (path: string, headers: Record<string, string>, body = '{}') =>
  fetch(`${front.url}${path}`, { method: 'POST', headers, body })
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
const last = () => seen.at(-1)!

test('a service is asked with the token of the session, and never sees the cookie', async () => {
  const cookie = await signIn('staff')

  const answer = await get('/api/proposals/docket?limit=5&phase=TO_REVIEW', { cookie })

  expect(await answer.json()).toEqual({ said: 'hello' })
  expect(last().url).toBe('/proposals/docket?limit=5&phase=TO_REVIEW')
  expect(last().headers.authorization).toBe(
    `Bearer ${await tokenFor({ accountId: 'a-staff', role: 'STAFF_PROPOSAL' })}`,
  )
  expect(last().headers.cookie).toBeUndefined()
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(answer.headers.get('x-own')).toBe('yes')
})

test('what a browser says of tokens, addresses and proxies is not passed on', async () => {
  await get('/api/proposals/docket', {
    authorization: 'Bearer stolen',
    'x-forwarded-for': '9.9.9.9',
    'x-forwarded-host': 'evil.example',
    forwarded: 'for=9.9.9.9',
  })

  expect(last().headers.authorization).toBeUndefined()
  expect(last().headers['x-forwarded-for']).toBe('127.0.0.1')
  expect(last().headers['x-forwarded-host']).toBeUndefined()
  expect(last().headers.forwarded).toBeUndefined()
})

test('a body goes through as it is, of any type and length', async () => {
  const cookie = await signIn('staff')
  const bytes = Buffer.alloc(3 * 1024 * 1024, 7)

  const answer = await fetch(`${front.url}/api/supervision/uploads/1`, {
    method: 'PATCH',
    headers: { ...ours, cookie, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
    body: bytes,
  })

  expect(answer.status).toBe(200)
  expect(last().body.equals(bytes)).toBe(true)
  expect(last().headers['upload-offset']).toBe('0')
})

test('a change is refused unless our own page asks for it, and nothing reaches the service', async () => {
  const cookie = await signIn('staff')
  const before = seen.length

  const refused = [
    await post('/api/proposals/commands/file-proposal', { cookie, 'content-type': 'application/json' }),
    await post('/api/proposals/commands/file-proposal', { ...ours, cookie, origin: 'https://evil.example' }),
    await post('/identity/sign-out', { cookie, origin: ORIGIN, 'content-type': 'application/json' }),
    await post('/api/proposals/commands/file-proposal', { cookie, origin: ORIGIN, 'content-type': 'text/plain' }),
  ]

  expect(await Promise.all(refused.map(codeOf))).toEqual(Array(4).fill('request.cross_site'))
  expect(seen.length).toBe(before)
})

test('identity is asked again when a service turns a token down', async () => {
  const cookie = await signIn('staff')
  await get('/api/proposals/docket', { cookie })
  const asked = identity.asked
  serviceStatus = 401
  await get('/api/proposals/docket', { cookie })
  serviceStatus = 200

  await get('/api/proposals/docket', { cookie })

  expect(identity.asked).toBe(asked + 1)
})

test('whoever has something to do first is told what, reads what everybody may, and is not taken for nobody', async () => {
  const cookie = await signIn('new')

  const open = await get('/api/proposals/public', { cookie })
  serviceStatus = 401
  const closed = await get('/api/proposals/docket', { cookie })
  serviceStatus = 200

  expect(await open.json()).toEqual({ said: 'hello' })
  expect(last().headers.authorization).toBeUndefined()
  expect(closed.status).toBe(403)
  expect(await codeOf(closed)).toBe('password.change_first')
  expect(await codeOf(await get('/changes', { cookie }))).toBe('password.change_first')
  expect(await codeOf(await get('/ops/proposals/dead', { cookie: await signIn('newop') }))).toBe('second_factor.needed')
})

test('after signing out the old cookie is nobody', async () => {
  const cookie = await signIn('staff')
  await get('/api/proposals/docket', { cookie })

  await post('/identity/sign-out', { ...ours, cookie })
  await get('/api/proposals/docket', { cookie })

  expect(last().headers.authorization).toBeUndefined()
})

test('a page never gets a token', async () => {
  const cookie = await signIn('staff')

  expect((await post('/identity/access-token', { ...ours, cookie })).status).toBe(404)
  expect((await post('/identity/Access-Token', { ...ours, cookie })).status).toBe(404)
  expect((await post('/identity/access%2Dtoken', { ...ours, cookie })).status).toBe(404)
})

test.each([
  '/api/proposals/..%2fops/dead',
  '/api/proposals/%2e%2e/ops/dead',
  '/api/proposals/a/%2e%2e/%2e%2e/ops/dead',
  '/api/nowhere/docket',
])('%s leads nowhere', async (path) => {
  const before = seen.length

  const answer = await get(path)

  expect(answer.status).toBe(404)
  expect(seen.length).toBe(before)
})

test('operations of a service have their own way, for operators', async () => {
  const cookie = await signIn('operator')

  await get('/ops/proposals/dead', { cookie })
  expect(last().url).toBe('/ops/dead')
  await get('/ops/proposals/health', { cookie })
  expect(last().url).toBe('/health')
})

test('nobody else sees figures and health, also where a service asks for no token', async () => {
  const cookie = await signIn('staff')
  const before = seen.length

  const asStaff = await get('/ops/proposals/metrics', { cookie })
  const asNobody = await get('/ops/proposals/health')

  expect([asStaff.status, await codeOf(asStaff)]).toEqual([403, 'auth.forbidden'])
  expect([asNobody.status, await codeOf(asNobody)]).toEqual([401, 'auth.missing'])
  expect(seen.length).toBe(before)
})

test('a service that is away is said to be away', async () => {
  const answer = await get('/api/joint/compacts')

  expect(answer.status).toBe(503)
  expect(await codeOf(answer)).toBe('service.unavailable')
})

test('a vote goes through as nobody: no cookie, no token, no address, no number of the request', async () => {
  const headers = { 'content-type': 'application/json', 'x-lianxie': '1' }
  const answer = await post('/api/supervision/ballots/00000000-0000-4000-8000-000000000001/votes', headers, '{"v":1}')

  expect(answer.status).toBe(200)
  expect(answer.headers.get('x-request-id')).toBeNull()
  expect(last().url).toBe('/supervision/ballots/00000000-0000-4000-8000-000000000001/votes')
  expect(last().body.toString()).toBe('{"v":1}')
  const told = Object.keys(last().headers).filter((name) =>
    /cookie|authorization|forwarded|request-id|trace/.test(name),
  )
  expect(told).toEqual([])
})

test('a vote that carries a session is turned down and goes nowhere', async () => {
  const cookie = await signIn('member')
  const before = seen.length

  const answer = await post('/api/supervision/ballots/00000000-0000-4000-8000-000000000001/votes', { ...ours, cookie })

  expect(await codeOf(answer)).toBe('ballot.signed_in')
  expect(seen.length).toBe(before)
})

test('the page allows scripts of this origin, and styles by a number of that answer alone', async () => {
  const [first, second] = await Promise.all([get('/proposals'), get('/proposals')])
  const policy = first.headers.get('content-security-policy')!
  const html = await first.text()
  const nonce = /'nonce-([^']+)'/.exec(policy)![1]!

  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toContain('unsafe')
  expect(second.headers.get('content-security-policy')).not.toBe(policy)
  expect(html).toContain(`<meta property="csp-nonce" nonce="${nonce}"`)
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
  expect(html).not.toContain('__')
  expect(first.headers.get('cache-control')).toBe('no-store')
  expect(first.headers.get('x-content-type-options')).toBe('nosniff')
})

test('what a cookie says of the look gets into the page only when it is known', async () => {
  const known = await text((await get('/', { cookie: 'lx_theme=contrast; lx_size=large; lx_lang=en' })).body!)
  const wild = await text((await get('/', { cookie: 'lx_theme="><script>; lx_lang=xx' })).body!)

  expect(known).toContain('<html lang="en" data-theme="contrast" data-size="large">')
  expect(wild).toContain('<html lang="zh-CN" data-theme="light" data-size="standard">')
})

test('built files are kept for ever and sent compressed', async () => {
  const html = await text((await get('/')).body!)
  const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(html)!

  const answer = await get(script!, { 'accept-encoding': 'br' })

  // What is left unread would keep the connection.
  expect((await answer.text()).length).toBeGreaterThan(1000)
  expect(answer.headers.get('content-encoding')).toBe('br')
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})
