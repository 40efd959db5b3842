import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CommitteeId } from '@lianxie/contracts'
import { createLog, type RunningFront, startFront } from '@lianxie/service-kit'
import { takeNatsAccount } from '@lianxie/service-kit/testing'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { buildPages } from '../scripts/build-pages.ts'
import { portal } from '../src/app.ts'
import { pagesDir } from '../src/config.ts'
import { startIdentityDouble } from './identity-double.ts'

const ORIGIN = 'https://zx.example.cn'
const MINE = '00000000-0000-4000-8000-000000000001'
const THEIRS = '00000000-0000-4000-8000-000000000002'
/** Compacts and what is in them have hashes for names. */
const COMPACT = 'c'.repeat(64)
const committee = CommitteeId.parse('wuxing-cppcc')
const READABLE = new Set([`/proposals/cases/${MINE}`, `/joint/compacts/${COMPACT}`])
const PATIENCE_MS = 10_000
const life = new AsyncDisposableStack()
let front: RunningFront
let nats: NatsConnection

beforeAll(async () => {
  await buildPages()
  const identity = life.use(
    await startIdentityDouble({
      password: 'right',
      accounts: [
        { userName: 'staff', accountId: 'a-staff', role: 'STAFF_PROPOSAL' },
        { userName: 'member', accountId: 'a-member', role: 'MEMBER' },
        { userName: 'stopped', accountId: 'a-stopped', role: 'STAFF_OFFICE' },
      ],
      tokenFor: async ({ accountId, role }) =>
        `h.${Buffer.from(JSON.stringify({ sub: accountId, committee, role })).toString('base64url')}.s`,
    }),
  )
  // Everybody reads the one, nobody the other.
  const service = createServer((request, response) =>
    response.writeHead(READABLE.has(request.url!) ? 200 : 404).end('{}'),
  )
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  life.defer(() => void service.close())
  const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  const account = await takeNatsAccount(inject('adminUrl'))
  nats = await connect({ servers: account.servers, ...account.auth })
  life.defer(() => nats.close())
  front = await startFront(portal, {
    committee,
    nats: account,
    host: '127.0.0.1',
    port: 0,
    profile: 'test',
    rateLimitPerMinute: 100_000,
    log: createLog({ level: 'silent' }),
    own: {
      publicUrl: ORIGIN,
      identityUrl: identity.url,
      upstreams: {
        identity: url,
        directory: url,
        consultations: url,
        proposals: url,
        supervision: url,
        joint: url,
        notices: url,
      },
      pagesDir,
    },
  })
  life.defer(() => front.stop())
}, 120_000)

afterAll(() => life.disposeAsync())

async function listen(userName: string, query = '') {
  const signedIn = await fetch(`${front.url}/identity/sign-in`, {
    method: 'POST',
    headers: { origin: ORIGIN, 'x-lianxie': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ userName, password: 'right' }),
  })
  const [cookie] = signedIn.headers.getSetCookie()[0]!.split(';')
  const answer = await fetch(`${front.url}/changes${query}`, { headers: { cookie: cookie! } })
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  /** What is told next; undefined when the connection ends. Nobody waits for ever for what is not told. */
  const next = async (): Promise<unknown> => {
    const late = new Promise<never>((_, reject) => {
      const fail = () => reject(new Error(`expected ${userName} to be told something within ${PATIENCE_MS} ms`))
      setTimeout(fail, PATIENCE_MS).unref()
    })
    for (;;) {
      const { value, done } = await Promise.race([reader.read(), late])
      if (done) return undefined
      const [, data] = /data: (.*)\n/.exec(value) ?? []
      if (data !== undefined) return JSON.parse(data)
    }
  }
  return { answer, next, close: () => reader.cancel() }
}
const publish = async (name: string, id: string, data: object = {}) => {
  const [context] = name.split('.')
  const event = { type: `cn.lianxie.${name}.v1`, aggregate: `proposal/${id}`, data: { ...data, secret: 'words' } }
  nats.publish(`evt.${committee}.${context}.proposal.${id}`, JSON.stringify(event))
  await nats.flush()
}

test('an office hears that something changed, and not what', async () => {
  const office = await listen('staff')

  await publish('proposals.proposal-filed', THEIRS)

  expect(await office.next()).toEqual({
    hints: [{ context: 'proposals', aggregate: 'proposal', id: THEIRS, type: 'proposals.proposal-filed' }],
  })
  await office.close()
})

test('a member hears of what they can read and named, and of nothing else', async () => {
  const member = await listen('member', `?watch=proposals/cases/${MINE}&watch=proposals/cases/${THEIRS}`)

  await publish('proposals.proposal-filed', THEIRS)
  await publish('proposals.reply-rated', MINE)
  await publish('proposals.proposal-filed', MINE)

  expect(await member.next()).toEqual({ hints: [{ context: 'proposals', aggregate: 'proposal', id: MINE }] })
  await member.close()
})

test('what happens under a compact is heard by who watches it, and under another is not', async () => {
  const reader = await listen('member', `?watch=joint/compacts/${COMPACT}&watch=joint/compacts/${'d'.repeat(64)}`)

  await publish('joint.task-progressed', THEIRS, { compactId: 'd'.repeat(64) })
  await publish('joint.task-progressed', THEIRS, { compactId: COMPACT })

  expect(await reader.next()).toEqual({ hints: [{ context: 'joint', aggregate: 'compact', id: COMPACT }] })
  await reader.close()
})

test('a notice is heard by whom it is for, also without naming it', async () => {
  const member = await listen('member')

  await publish('notices.notices-raised', THEIRS, { recipients: [{ accountId: 'somebody-else' }] })
  await publish('notices.notices-raised', THEIRS, { recipients: [{ accountId: 'a-member' }], kind: 'REPLY_TO_RATE' })

  expect(await member.next()).toEqual({ hints: [{ context: 'notices', aggregate: 'mailbox', id: 'a-member' }] })
  await member.close()
})

test('the office does not hear of the notices of others', async () => {
  const office = await listen('staff')

  await publish('notices.notices-raised', THEIRS, { recipients: [{ accountId: 'a-member' }] })
  await publish('proposals.proposal-filed', THEIRS)

  expect(await office.next()).toEqual({
    hints: [{ context: 'proposals', aggregate: 'proposal', id: THEIRS, type: 'proposals.proposal-filed' }],
  })
  await office.close()
})

test('two who listen at once each hear what is theirs', async () => {
  const office = await listen('staff')
  const member = await listen('member', `?watch=proposals/cases/${MINE}`)

  await publish('proposals.proposal-filed', THEIRS)
  await publish('proposals.proposal-filed', MINE)

  expect(await member.next()).toEqual({ hints: [{ context: 'proposals', aggregate: 'proposal', id: MINE }] })
  expect(await office.next()).toMatchObject({ hints: [{ id: THEIRS }, { id: MINE }] })
  await office.close()
  await member.close()
})

test('nobody hears anything without a session', async () => {
  expect((await fetch(`${front.url}/changes`)).status).toBe(401)
})

test.each([
  'proposals/docket',
  `joint/compacts/${'c'.repeat(63)}`,
  '../ops/dead',
  `nowhere/cases/${MINE}`,
  `proposals/cases/${MINE}/feedback`,
])('what is no single thing cannot be watched: %s', async (path) => {
  const { answer, close } = await listen('member', `?watch=${encodeURIComponent(path)}`)

  expect(answer.status).toBe(400)
  await close()
})

test('a stopped account hears no more from that moment', async () => {
  const stopped = await listen('stopped')

  await publish('identity.account-stopped', THEIRS, { accountId: 'a-stopped' })

  expect(await stopped.next()).toBeUndefined()
})
