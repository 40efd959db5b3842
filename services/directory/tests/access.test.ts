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

/** Whether the door was open: refused afterwards for another reason is open too. */
async function isOpen(name: string, role: string): Promise<boolean> {
  const reply = await ask(name, role)
  expect(reply.status).toBeLessThan(500)
  return !['auth.missing', 'auth.forbidden'].includes(reply.body?.code)
}

async function ask(name: string, role: string): Promise<Reply<any>> {
  // Nobody's own things, so that what a role may do with its own does not count.
  const as = role === 'NOBODY' ? undefined : account(Role.parse(role))
  if (name.startsWith('upload ')) {
    const response = await service.fetch(`/directory/imports/${name.slice('upload '.length)}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: 'x',
      ...(as && { as }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  const query = given.queries.find((sample) => sample.query.type === name)
  if (query) return service.tryAsk(query.query, query.params, as ? { as } : {})
  const { command } = given.commands.find((sample) => sample.command.type === name)!
  // An empty body: the door is checked before what is carried through it.
  return service.try(command, {}, as ? { as } : {})
}

describe.each(Object.keys(ACCESS))('%s', (name) => {
  test('is open to the roles of the table and to nobody else', async () => {
    const everybody = [...ROLES, 'NOBODY']
    const open = await Promise.all(everybody.map((role) => isOpen(name, role)))

    expect(everybody.filter((_, i) => open[i])).toEqual(everybody.filter((role) => ACCESS[name]!.includes(role)))
  })

  test('is closed to other committees', async () => {
    const sample = [...given.commands, ...given.queries].find(({ as }) => as)!
    const token = await service.tokenOf(sample.as!, { committee: 'elsewhere-cppcc' })
    const path = name.startsWith('upload ')
      ? `/directory/imports/${name.slice('upload '.length)}`
      : `/directory/${name.slice('directory.'.length)}`
    const response = await service.fetch(path, { headers: { authorization: `Bearer ${token}` } })
    expect(((await response.json()) as { code: string }).code).toBe('auth.wrong_committee')
  })
})
