import { createClient, dataOf, RefusedError } from '@lianxie/client'
import { EXIT, runCommandLine } from '@lianxie/cli'
import { directory as d } from '@lianxie/contracts'
import { directory } from '@lianxie/directory'
import { account, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

let service: TestService
beforeAll(async () => {
  service = await startTestService(directory)
})
afterAll(() => service[Symbol.asyncDispose]())

const as = (role: Parameters<typeof account>[0]) => {
  const who = account(role)
  return createClient({ services: { directory: service.running.url }, token: () => service.tokenOf(who) })
}

test('the client sends, repeats without a second effect, and reads a list over its pages', async () => {
  const client = as('STAFF_OFFICE')
  const names = ['提案委员会', '经济科技委员会', '文史委员会']
  for (const name of names) {
    const body = { bodyKind: 'SPECIAL_COMMITTEE', name, formedOn: '2022-01-01' } as const
    const first = await client.send(d.FormBody, body, { key: `form-${names.indexOf(name)}` })
    const again = await client.send(d.FormBody, body, { key: `form-${names.indexOf(name)}` })
    expect([first.replayed, again.replayed]).toEqual([false, true])
    expect(dataOf(again, d.BodyFormed)).toMatchObject([{ name }])
  }

  const rows: string[] = []
  for await (const { name } of client.rows(d.Bodies, { limit: 1 })) rows.push(name)
  expect(rows.toSorted()).toEqual(names.toSorted())
})

test('a refusal of the service comes with its code, its words and every wrong field', async () => {
  const wrong = { bodyKind: 'SPECIAL_COMMITTEE', name: '', formedOn: 'yesterday' } as const
  const refused = await as('STAFF_OFFICE')
    .send(d.FormBody, wrong)
    .catch((error: unknown) => error)

  expect(refused).toBeInstanceOf(RefusedError)
  expect(refused).toMatchObject({ code: 'request.invalid', status: 400, zh: '提交的内容有误，请按提示修改。' })
  expect((refused as RefusedError).errors.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['name', 'formedOn']),
  )
  await expect(as('MEMBER').send(d.FormBody, wrong)).rejects.toMatchObject({ code: 'auth.forbidden' })
})

test('an uploaded table is previewed with its faults', async () => {
  const client = as('STAFF_MEMBER_AFFAIRS')
  const summary = await client.upload(
    'directory',
    'members',
    new TextEncoder().encode('姓名,界别\n某某,没有的界别\n'),
    'text/csv',
  )

  expect(summary).toMatchObject({ kind: 'members', rows: 1, failed: 1 })
  const wrong: number[] = []
  for await (const { row } of client.rows(d.ImportPreview, { importId: summary.importId, only: 'errors' }))
    wrong.push(row)
  expect(wrong).toEqual([2])
})

test('operators see what failed, and health and metrics are open', async () => {
  const client = as('OPS')

  expect(await client.ops('directory').dead.list()).toEqual({ items: [], total: 0 })
  expect(await client.ops('directory').waiting()).toEqual({ items: [], total: 0 })
  expect(await client.ops('directory').jobs.failed()).toEqual([])
  const key = { consumer: 'directory-on-joint', aggregate: 'topic/1', version: 1 }
  await expect(client.ops('directory').dead.retry(key)).rejects.toMatchObject({ code: 'dead.not_found', status: 404 })
  await expect(as('MEMBER').ops('directory').dead.list()).rejects.toMatchObject({ code: 'auth.forbidden' })
  expect(await client.health('directory')).toMatchObject({ status: 'ok' })
  expect(await client.metrics('directory')).toContain('lianxie_relay_unpublished_events')
})

test('the command line asks and operates over the same service', async () => {
  const lines: string[] = []
  const out = (line: string) => void lines.push(line)
  const token = await service.tokenOf(account('OPS'))
  const around = { env: { LIANXIE_DIRECTORY_URL: service.running.url, LIANXIE_TOKEN: token }, cwd: '/', out, err: out }

  expect(await runCommandLine(['dead', 'list'], around)).toBe(EXIT.ok)
  expect(await runCommandLine(['jobs', 'failed', '--json'], around)).toBe(EXIT.ok)
  expect(await runCommandLine(['dead', 'discard', 'directory', 'c', 'a/1', '1', '--reason', '重复'], around)).toBe(
    EXIT.refused,
  )
  expect(await runCommandLine(['doctor', '--lang', 'en'], around)).toBe(EXIT.ok)

  expect(lines.slice(0, 3)).toEqual(['共 0 条', '{"items":[]}', expect.stringMatching(/^✗ .+（dead\.not_found）/)])
  expect(lines).toContain('✓ directory consumers: 0 behind, 0 waiting, 0 dead')
})
