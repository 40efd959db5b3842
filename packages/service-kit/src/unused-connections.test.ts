import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { closeUnused } from './unused-connections.ts'

test('a connection over which nothing was asked does not keep a process that is to stop', async () => {
  const server = Fastify({ forceCloseConnections: 'idle' })
  closeUnused(server)
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const opened = once(server.server, 'connection')
  const unused = connect(port, '127.0.0.1')
  const ended = once(unused, 'close')
  await opened

  const closed = server.close().then(() => 'closed')

  const late = new Promise((resolve) => setTimeout(resolve, 3_000, 'waits').unref())
  expect(await Promise.race([closed, late])).toBe('closed')
  await ended
})

test('what was asked before is answered to the end', async () => {
  const server = Fastify({ forceCloseConnections: 'idle' })
  closeUnused(server)
  const asked = Promise.withResolvers<void>()
  const answering = Promise.withResolvers<string>()
  server.get('/', async () => (asked.resolve(), answering.promise))
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const answer = fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })
  await asked.promise

  const closed = server.close()
  answering.resolve('答复')

  expect(await (await answer).text()).toBe('答复')
  await closed
})
