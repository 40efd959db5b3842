import { type AddressInfo, createServer, type Server } from 'node:net'
import { expect, test } from 'vitest'
import { callRobot } from './call-robot.ts'

const listening = (server: Server) =>
  new Promise<string>((done) =>
    server.listen(0, '127.0.0.1', () => done(`127.0.0.1:${(server.address() as AddressInfo).port}`)),
  )
const call = (host: string, scheme = 'http') =>
  callRobot(
    { vendor: 'WECOM', url: `${scheme}://${host}/cgi-bin/webhook/send?key=693a91f6-7xxx`, secret: null },
    { title: '联协通知', markdown: '有提案' },
    { hosts: { hosts: [host], byHttp: true }, now: new Date(), signal: AbortSignal.timeout(10_000) },
  )

test.each([
  ['breaks off', (end: () => void) => end()],
  ['resets', (_end: () => void, reset: () => void) => reset()],
])('nobody knows what became of a message whose robot took it and %s', async (_how, then) => {
  let posted = ''
  await using server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (part) => {
      posted += part.toString('utf8')
      if (posted.includes('有提案'))
        then(
          () => void socket.end(),
          () => void socket.resetAndDestroy(),
        )
    })
  })

  const outcome = await call(await listening(server))

  expect(outcome).toEqual({ kind: 'UNSURE', error: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/) })
  expect(posted).toContain('POST /cgi-bin/webhook/send')
})

test('where no connection comes about nothing was said: it goes later', async () => {
  const server = createServer()
  const host = await listening(server)
  await new Promise((done) => server.close(done))

  expect(await call(host)).toEqual({ kind: 'LATER', error: 'ECONNREFUSED' })
})

test('where TLS does not come about nothing was said either', async () => {
  // No TLS is spoken here.
  await using server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n', () => socket.destroySoon()))
  })

  expect(await call(await listening(server), 'https')).toMatchObject({ kind: 'LATER' })
})
