import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { consultations, directory, joint } from '@lianxie/contracts'
import { afterEach, expect, test } from 'vitest'
import { createClient, dataOf } from './client.ts'
import { RefusedError, UnreachableError } from './refused-error.ts'

interface Seen {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}
type Reply = { status: number; body?: unknown; headers?: Record<string, string> } | 'cut'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A server that answers with the replies in turn, the last one for ever. */
async function serving(...replies: Reply[]) {
  const seen: Seen[] = []
  const server = createServer((request, response) => void answer(request, response))
  async function answer(request: IncomingMessage, response: ServerResponse) {
    const reply = replies[Math.min(seen.length, replies.length - 1)]!
    seen.push({ method: request.method!, url: request.url!, headers: request.headers, body: await text(request) })
    if (reply === 'cut') return request.socket.destroy()
    const body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {})
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers }).end(body)
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = createClient({
    services: { consultations: url, directory: url, proposals: url, supervision: url, joint: url },
    token: () => 'the-token',
    retry: { attempts: 4, waitMs: 5 },
    timeoutMs: 2_000,
  })
  return { client, seen, url }
}

const planId = '0190a1b2-0000-7000-8000-000000000001'
const opened = {
  events: [
    { id: planId, type: 'consultations.plan-opened', aggregate: `plan/${planId}`, version: 1, data: { planId } },
  ],
}
const away: Reply = { status: 503, body: { code: 'service.unavailable', status: 503, zh: '暂不可用', en: 'away' } }
const open = { year: 2022, title: '2022年度协商计划' }

test('a command goes out with the token, a key of version 7 and the version that was seen', async () => {
  const { client, seen } = await serving({ status: 200, body: opened })

  const answer = await client.send(consultations.OpenPlan, open, { version: 3 })

  expect(dataOf(answer, consultations.PlanOpened)).toEqual([{ planId }])
  expect(answer.replayed).toBe(false)
  expect(seen).toMatchObject([
    {
      method: 'POST',
      url: '/consultations/commands/open-plan',
      headers: {
        authorization: 'Bearer the-token',
        'if-match': '"3"',
        'idempotency-key': expect.stringMatching(
          /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        ),
      },
      body: JSON.stringify(open),
    },
  ])
})

test('a command that was cut off or met a service that is away is sent again under the same key', async () => {
  const replayed = { status: 200, body: opened, headers: { 'idempotency-replayed': 'true' } }
  const { client, seen } = await serving('cut', away, replayed)

  const answer = await client.send(consultations.OpenPlan, open)

  expect(answer.replayed).toBe(true)
  expect(seen).toHaveLength(3)
  expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
})

test('two commands have two keys, and a given key is kept', async () => {
  const { client, seen } = await serving({ status: 200, body: opened })

  await client.send(consultations.OpenPlan, open)
  await client.send(consultations.OpenPlan, open)
  await client.send(consultations.OpenPlan, open, { key: 'mine' })

  const keys = seen.map(({ headers }) => headers['idempotency-key'])
  expect(new Set(keys).size).toBe(3)
  expect(keys[2]).toBe('mine')
})

test.each([400, 401, 403, 404, 409, 412, 422, 428, 429])(
  'a refusal with status %i is final and worded',
  async (status) => {
    const body = {
      code: 'request.invalid',
      status,
      zh: '提交的内容有误，请按提示修改。',
      en: 'The request has a field that is missing or wrong.',
      field: 'year',
      errors: [{ field: 'year', zh: '应为数字', en: 'expected a number' }],
      requestId: 'r1',
    }
    const { client, seen } = await serving({ status, body })

    const refused = await client.send(consultations.OpenPlan, open).catch((error: unknown) => error)

    expect(refused).toBeInstanceOf(RefusedError)
    expect(refused).toMatchObject(body)
    expect(seen).toHaveLength(1)
  },
)

test('a fault of the service is not sent again, and keeps its words', async () => {
  const body = { code: 'internal', status: 500, zh: '系统发生意外错误', en: 'An unexpected fault', requestId: 'r2' }
  const { client, seen } = await serving({ status: 500, body })

  await expect(client.send(consultations.OpenPlan, open)).rejects.toMatchObject({ name: 'RefusedError', ...body })
  expect(seen).toHaveLength(1)
})

test('a service that stays away is given up after the stated tries, with its own words', async () => {
  const { client, seen } = await serving(away)

  await expect(client.ask(consultations.Plans, {})).rejects.toMatchObject({ code: 'service.unavailable', status: 503 })
  expect(seen).toHaveLength(4)
})

test('a server that is not there is named', async () => {
  const { client, url } = await serving({ status: 200 })
  await closing.pop()!()

  const error = await client.ask(consultations.Plans, {}).catch((fault: unknown) => fault)

  expect(error).toBeInstanceOf(UnreachableError)
  expect((error as Error).message).toMatch(new RegExp(`^no answer from ${url}/consultations/plans: .*ECONNREFUSED`))
})

test('the page of a proxy is not taken for the answer of a service', async () => {
  const { client } = await serving({ status: 404, body: '<html>not here</html>' })

  await expect(client.ask(consultations.Plans, {})).rejects.toThrow('the answer with status 404 is not the service')
})

test('a query puts parameters into its path and the rest into the query string', async () => {
  const { client, seen } = await serving({ status: 200, body: { items: [], total: 0, counts: [] } })

  await client.ask(joint.Decisions, { compactId: 'a/b', kind: 'record', limit: 5 })
  await client.ask(consultations.PlanItems, { form: ['THEMATIC', 'JOINT'], text: '水体 联保' })

  expect(seen.map(({ url }) => url)).toEqual([
    '/joint/compacts/a%2Fb/decisions?kind=record&limit=5',
    '/consultations/plan-items?form=THEMATIC&form=JOINT&text=%E6%B0%B4%E4%BD%93+%E8%81%94%E4%BF%9D',
  ])
})

test('a list is read page by page until none is left', async () => {
  const page = (id: string, next?: string) => ({ status: 200, body: { items: [{ planId: id }], total: 3, next } })
  const { client, seen } = await serving(page('1', 'c1'), away, page('2', 'c2'), page('3'))

  const rows: unknown[] = []
  for await (const row of client.rows(consultations.Plans, { limit: 1 })) rows.push(row)

  expect(rows).toEqual([{ planId: '1' }, { planId: '2' }, { planId: '3' }])
  expect(seen.map(({ url }) => new URL(url, 'http://x').searchParams.get('cursor'))).toEqual([null, 'c1', 'c1', 'c2'])
})

test('a table and a file go out as the bytes they are', async () => {
  const { client, seen } = await serving({ status: 200, body: { importId: planId, rows: 1 } })

  await client.upload('directory', 'members', new TextEncoder().encode('姓名'), 'text/csv')
  await client.putFile('joint', '附件.pdf', new TextEncoder().encode('%PDF'))

  expect(seen).toMatchObject([
    { method: 'POST', url: '/directory/imports/members', headers: { 'content-type': 'text/csv' }, body: '姓名' },
    { method: 'PUT', url: '/joint/files?name=%E9%99%84%E4%BB%B6.pdf', body: '%PDF' },
  ])
})

test('operators see and decide on what failed, and a decision is not sent twice', async () => {
  const { client, seen } = await serving({ status: 200, body: { items: [], total: 0, ok: true } }, 'cut')
  const ops = client.ops('directory')
  const key = { consumer: 'directory-on-joint', aggregate: 'topic/1', version: 2 }

  await ops.dead.list({ resolved: true })
  await expect(ops.dead.discard({ ...key, error: 'more than a key' } as typeof key, '重复')).rejects.toThrow(
    UnreachableError,
  )

  expect(seen).toMatchObject([
    { url: '/ops/dead?resolved=true' },
    { url: '/ops/dead/discard', body: JSON.stringify({ ...key, reason: '重复' }) },
  ])
})

test('health is told without a token, whether it is good or bad', async () => {
  const checks = [{ name: 'database', ok: false, tookMs: 3, error: 'gone' }]
  const { client, seen } = await serving({ status: 503, body: { status: 'failing', checks } })

  expect(await client.health('directory')).toEqual({ status: 'failing', checks, clock: expect.any(Date) })
  expect(seen).toHaveLength(1)
  expect(seen[0]!.headers.authorization).toBeUndefined()
})

test('the token is asked for anew at each try', async () => {
  const { url, seen } = await serving(away, { status: 200, body: { items: [], total: 0 } })
  let asked = 0
  const client = createClient({
    services: { directory: url },
    token: async () => `token-${++asked}`,
    retry: { attempts: 2, waitMs: 1 },
  })

  await client.ask(directory.Bodies, {})

  expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
})

test('whoever stops waiting ends the tries at once', async () => {
  const { url, seen } = await serving(away)
  const stop = new AbortController()
  const client = createClient({
    services: { directory: url },
    retry: { attempts: 100, waitMs: 60_000 },
    signal: stop.signal,
  })

  const asked = client.ask(directory.Bodies, {})
  await expect.poll(() => seen.length).toBe(1)
  stop.abort()

  await expect(asked).rejects.toThrow(/abort/i)
})
