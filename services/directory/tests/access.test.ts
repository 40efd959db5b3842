import { Role } from '@lianxie/contracts'
import { account, type Reply, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { directory } from '../src/app.ts'
import { ACCESS, ROLES } from './access.table.ts'
import { samples } from './samples.ts'
import { start } from './world.ts'

let service: TestService
let given: Awaited<ReturnType<typeof samples>>

beforeAll(async () => {
  service = await start()
  given = await samples(service)
})
afterAll(() => service[Symbol.asyncDispose]())

const names = [
  ...directory.handlers.map(({ command }) => command.type),
  ...directory.answers.map(({ query }) => query.type),
]

test('the table names every command and query, and every role that can sign in', () => {
  const routes = Object.keys(ACCESS).filter((name) => !name.startsWith('upload '))
  expect(new Set(routes)).toEqual(new Set(names))
  expect(new Set(ROLES)).toEqual(new Set(Role.options.filter((role) => role !== 'SYSTEM' && role !== 'PUBLIC')))
})

/** Nobody's own things, so that what a role may do with its own does not count. */
async function tokenIn(role: string, committee?: string): Promise<string | undefined> {
  if (role === 'NOBODY') return undefined
  return service.tokenOf(account(Role.parse(role)), committee === undefined ? {} : { committee })
}

async function ask(name: string, token: string | undefined): Promise<Reply<any>> {
  const signed = token === undefined ? {} : { token }
  if (name.startsWith('upload ')) {
    const response = await service.fetch(`/directory/imports/${name.slice('upload '.length)}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: 'x',
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  const query = given.queries.find((sample) => sample.query.type === name)
  if (query) return service.tryAsk(query.query, query.params, signed)
  const { command } = given.commands.find((sample) => sample.command.type === name)!
  // An empty body: the door is checked before what is carried through it.
  return service.try(command, {}, signed)
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
