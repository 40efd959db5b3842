import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@lianxie/client'
import { directory } from '@lianxie/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Rig, startRig } from '../src/rig/index.ts'

let dir: string
let rig: Rig
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lianxie-rig-'))
  rig = await startRig({ committee: 'rig-cppcc', dir, services: ['directory'] })
}, 60_000)
afterAll(async () => {
  await rig?.stop()
  await rm(dir, { recursive: true, force: true })
})

const sectors = async () => {
  const token = await rig.token({ id: 'office', role: 'STAFF_OFFICE' })
  const client = createClient({ services: { directory: rig.service('directory').url }, token: async () => token })
  return client
}

test('a committee whose parts are all killed serves what it acknowledged when they are started again', async () => {
  const client = await sectors()
  await client.send(directory.DefineSector, { name: '教育界', definedOn: '2022-01-01' })

  for (const part of [rig.service('directory'), rig.postgres, rig.nats]) await part.kill()
  for (const part of [rig.postgres, rig.nats, rig.service('directory')]) await part.start()

  const { items } = await client.ask(directory.Sectors, {})
  expect(items).toMatchObject([{ name: '教育界' }])
}, 60_000)

test('a further instance is a process of its own, with figures of its own', async () => {
  const second = await rig.startService('directory')

  expect(second.pid).not.toBe(rig.service('directory').pid)
  expect(second.figures()).toMatchObject({ pss: expect.toSatisfy((bytes: number) => bytes > 10_000_000) })
  expect(second.startedIn).toBeGreaterThan(0)
}, 60_000)
