import { mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNats } from '../src/nats-server.ts'
import { freePort } from '../src/ports.ts'

let root: string
const log = () => undefined

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lianxie nats-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function greeting(port: number): Promise<Record<string, unknown>> {
  const socket = connect(port, '127.0.0.1')
  const [data] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  return JSON.parse(data.toString().replace(/^INFO /, '')) as Record<string, unknown>
}

test('each server has its own name, port and process, and its accounts', async () => {
  const config = { authorization: { users: [{ user: 'relay', password: 'for this test' }] } }
  const hub = await startNats({ name: 'hub', dir: join(root, 'hub'), config, log })
  const committee = await startNats({ name: 'wujiang-cppcc', dir: join(root, 'wujiang'), log })

  expect(await greeting(hub.port)).toMatchObject({ server_name: 'hub', jetstream: true, auth_required: true })
  expect(await greeting(committee.port)).toMatchObject({ server_name: 'wujiang-cppcc', jetstream: true })
  expect(hub.pid).not.toBe(committee.pid)
  await hub.stop()
  await committee.stop()
})

test('a server that was killed starts again on the same files and port', async () => {
  const dir = join(root, 'killed')
  const port = await freePort()
  const first = await startNats({ name: 'killed', dir, port, log })
  process.kill(first.pid, 'SIGKILL')
  expect(await first.exited).toContain('nats-server killed ended')

  const second = await startNats({ name: 'killed', dir, port, log })

  expect(second.url).toBe(`nats://127.0.0.1:${port}`)
  await second.stop()
})

test('a port in use is named in one sentence', async () => {
  const first = await startNats({ name: 'first', dir: join(root, 'first'), log })

  await expect(startNats({ name: 'second', dir: join(root, 'second'), port: first.port, log })).rejects.toThrow(
    `Port ${first.port} for nats-server second is in use by another program; stop that one or choose another port.`,
  )
  await first.stop()
})

test('a wrong configuration is told with the words of the server', async () => {
  const config = { max_payload: 'plenty' }
  await expect(startNats({ name: 'wrong', dir: join(root, 'wrong'), config, log })).rejects.toThrow(
    /nats\.conf:\d+:\d+: .*is string, not int64/,
  )
})
