import { joint, Role } from '@lianxie/contracts'
import { account, type Reply } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createJoint } from '../src/app.ts'
import { ACCESS, ROLES } from './access.table.ts'
import { personOf, samples } from './samples.ts'
import { decisionOf, office, type Side, startSide } from './world.ts'

let side: Side
let other: Side
let given: Awaited<ReturnType<typeof samples>>
let compactId: string

beforeAll(async () => {
  ;[side, other] = await Promise.all([startSide('青浦区'), startSide('吴江区')])
  given = await samples(side, other)
  const { items } = await side.service.ask(joint.Compacts, {}, { as: office })
  compactId = items[0]!.compactId
}, 120_000)
afterAll(async () => {
  await side[Symbol.asyncDispose]()
  await other[Symbol.asyncDispose]()
})

const { handlers, answers } = createJoint()
const names = [...handlers.map(({ command }) => command.type), ...answers.map(({ query }) => query.type)]

test('the table names every command and query, and every role that can sign in', () => {
  expect(new Set(Object.keys(ACCESS).filter((name) => !name.includes('/')))).toEqual(new Set(names))
  expect(new Set(ROLES)).toEqual(new Set(Role.options.filter((role) => role !== 'SYSTEM' && role !== 'PUBLIC')))
})

async function tokenIn(role: string, committee?: string): Promise<string | undefined> {
  if (role === 'NOBODY') return undefined
  return side.service.tokenOf(account(Role.parse(role)), committee === undefined ? {} : { committee })
}

const ROUTES: Record<string, () => [path: string, init: RequestInit]> = {
  'PUT /joint/files': () => ['/joint/files?name=a.txt', { method: 'PUT', body: 'x' }],
  'GET /joint/files': () => [`/joint/files/${'a'.repeat(64)}`, {}],
  'GET /joint/bundle': () => [`/joint/compacts/${compactId}/bundle`, {}],
  'POST /joint/bundle': () => [
    `/joint/compacts/${compactId}/bundle?carrier=${other.committee}`,
    { method: 'POST', body: 'x' },
  ],
}

async function ask(name: string, token: string | undefined): Promise<Reply<any>> {
  const signed = token === undefined ? {} : { token }
  if (name in ROUTES) {
    const [path, init] = ROUTES[name]!()
    const headers = {
      ...(init.body !== undefined && { 'content-type': 'text/plain' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    }
    const response = await side.service.fetch(path, { ...init, headers })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: response.ok ? text : JSON.parse(text) }
  }
  const query = given.queries.find((sample) => sample.query.type === name)
  if (query) return side.service.tryAsk(query.query, query.params, signed)
  const { command } = given.commands.find((sample) => sample.command.type === name)!
  // An empty body: the door is checked before what is carried through it.
  return side.service.try(command, {}, signed)
}

/** Whether the door was open: refused afterwards for another reason is open too. */
async function isOpen(name: string, role: string): Promise<boolean> {
  const reply = await ask(name, await tokenIn(role))
  expect(reply.status).toBeLessThan(500)
  return !['auth.missing', 'auth.forbidden'].includes(reply.body?.code)
}

describe.each(Object.keys(ACCESS))('%s', (name) => {
  test('is open to the roles of the table and to nobody else', async () => {
    const everybody = [...ROLES, 'NOBODY']
    const open = await Promise.all(everybody.map((role) => isOpen(name, role)))

    expect(everybody.filter((_, i) => open[i])).toEqual(everybody.filter((role) => ACCESS[name]!.includes(role)))
  })

  test('is closed to other committees, whatever the role there', async () => {
    const replies = await Promise.all(ROLES.map(async (role) => ask(name, await tokenIn(role, 'elsewhere-cppcc'))))

    expect(new Set(replies.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
      new Set(['403 auth.wrong_committee']),
    )
  })
})

test('a member reads effective decisions, and finds nothing of what is still under way', async () => {
  const member = { as: account('MEMBER') }
  const open = await side.release(joint.DraftRecord, { compactId, title: '未生效', text: '一' })

  const { items } = await side.service.ask(joint.Decisions, { compactId, limit: 200 }, member)
  expect(items.length).toBeGreaterThan(1)
  expect(items.every(({ effective, toDo }) => effective !== null && toDo.length === 0)).toBe(true)
  expect((await decisionOf(side, compactId, open)).effective).toBeNull()
  const reply = await side.service.tryAsk(joint.DecisionDetail, { compactId, decisionId: open }, member)
  expect([reply.status, reply.body.code]).toEqual([404, 'version.not_found'])
  const { versions } = await side.service.ask(
    joint.DecisionDetail,
    { compactId, decisionId: items[0]!.decisionId },
    member,
  )
  expect(versions.every(({ state }) => state === 'EFFECTIVE')).toBe(true)
})

test('a member does not see a compact before it is in force', async () => {
  const { body } = given.commands.find(({ command }) => command === joint.DraftInvitation)!
  const { events } = await side.service.send(joint.DraftInvitation, body as never, { as: office })
  const signing = (events[0]!.data as { compactId: string }).compactId
  const reply = await side.service.tryAsk(joint.CompactDetail, { compactId: signing }, { as: account('MEMBER') })

  expect([reply.status, reply.body.code]).toEqual([404, 'compact.not_found'])
})

test('a unit sees its own tasks and no others', async () => {
  const mine = await side.service.ask(joint.Tasks, { compactId }, { as: personOf(side, 'UNIT_LEADER') })
  const others = await side.service.ask(joint.Tasks, { compactId }, { as: account('UNIT_LEADER') })

  expect(mine.items).toHaveLength(1)
  expect(others).toMatchObject({ items: [], total: 0 })
})
