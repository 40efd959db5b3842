import type { TestService } from '@lianxie/service-kit/testing'
import type * as crypto from 'better-auth/crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { browserOf, newPerson, type Person, signedIn, start } from './world.ts'

// What a sign-in costs is one scrypt and a few statements; both are counted, as no clock could tell them apart for certain.
const work = vi.hoisted(() => ({ scrypt: 0 }))
vi.mock('better-auth/crypto', async (original) => {
  const real = await original<typeof crypto>()
  return {
    ...real,
    verifyPassword: (given: { hash: string; password: string }) => {
      work.scrypt += 1
      return real.verifyPassword(given)
    },
  }
})

let service: TestService
let newcomer: Person
let settled: Person
let stopped: Person
beforeAll(async () => {
  service = await start()
  newcomer = await newPerson(service)
  settled = await newPerson(service)
  await signedIn(service, settled)
  stopped = await newPerson(service)
  await service.running.runtime.pool.query(`update account set state = 'STOPPED', stopped_at = now() where id = $1`, [
    stopped.accountId,
  ])
})
afterAll(() => service?.[Symbol.asyncDispose]())

async function tryAs(userName: string, password: string) {
  const query = vi.spyOn(pg.Client.prototype, 'query')
  work.scrypt = 0
  const { status, body } = await browserOf(service).post('/identity/sign-in', { userName, password })
  // Of the statements of everything that works at the same time, those of a sign-in.
  const statements = query.mock.calls
    .map(([statement]) => textOf(statement))
    .filter((text) => /sign_in_|auth_user/.test(text) && !text.startsWith('delete'))
  query.mockRestore()
  const { requestId: _, ...words } = body as { requestId: string; code: string }
  return { status, words, scrypt: work.scrypt, statements }
}

const textOf = (statement: unknown): string =>
  typeof statement === 'string' ? statement : ((statement as { text?: string }).text ?? '')

test('an unknown name, a wrong password and a stopped account are answered alike, for the same work', async () => {
  const unknown = await tryAs('nobody-has-this', 'wrong-password')

  expect(unknown).toMatchObject({ status: 401, scrypt: 1 })
  expect(unknown.statements).toHaveLength(5)
  expect(await tryAs(settled.userName, 'wrong-password')).toEqual(unknown)
  expect(await tryAs(newcomer.userName, 'wrong-password')).toEqual(unknown)
  expect(await tryAs(stopped.userName, stopped.oneTime)).toEqual(unknown)
  expect(await tryAs('not a name at all！', 'wrong-password')).toEqual(unknown)
})

test('a name that nobody has is locked like any other', async () => {
  const codes: string[] = []
  for (let n = 0; n < 6; n += 1) codes.push((await tryAs('nobody-locked', 'x')).words.code)

  expect(codes).toEqual([...Array.from({ length: 5 }, () => 'sign_in.wrong'), 'sign_in.locked'])
})
