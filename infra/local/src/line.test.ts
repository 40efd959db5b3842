import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLine } from './line.ts'

const echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket))
beforeAll(async () => {
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
})
afterAll(() => void echo.close())

async function dial(url: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const heard: string[] = []
  // `once` would take a reset for a failure of the test.
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('data', (bytes) => heard.push(String(bytes))).on('error', () => undefined)
  await Promise.race([once(socket, 'connect').catch(() => undefined), closed])
  return { socket, heard: () => heard.join(''), closed }
}
const openEcho = () => openLine(`tcp://127.0.0.1:${(echo.address() as AddressInfo).port}`)

test('a line carries bytes both ways, and keeps user and path of the address', async () => {
  const line = await openEcho()
  const { socket, heard } = await dial(line.url('postgres://me:secret@far:5432/db'))

  socket.write('hello')

  await expect.poll(heard).toBe('hello')
  expect(line.url('postgres://me:secret@far:5432/db')).toMatch(/^postgres:\/\/me:secret@127\.0\.0\.1:\d+\/db$/)
  await line.close()
})

test('a line that was cut resets what is open and refuses what comes', async () => {
  const line = await openEcho()
  const before = await dial(line.url('tcp://x:1'))

  line.cut()

  await before.closed
  const after = await dial(line.url('tcp://x:1'))
  await after.closed
  expect(line.open()).toBe(0)
  await line.close()
})

test('a line that holds tells nobody, and goes on where it stopped', async () => {
  const line = await openEcho()
  const { socket, heard } = await dial(line.url('tcp://x:1'))
  socket.write('a')
  await expect.poll(heard).toBe('a')

  line.hold()
  socket.write('b')
  expect(heard()).toBe('a')
  line.mend()

  await expect.poll(heard).toBe('ab')
  await line.close()
})

test('what was held can be lost with its connection', async () => {
  const line = await openEcho()
  const { socket, heard, closed } = await dial(line.url('tcp://x:1'))
  line.hold()
  socket.write('gone')

  line.mend({ lost: true })

  await closed
  expect(heard()).toBe('')
  await line.close()
})

test('what is said with certain words is lost until it is mended, and all else gets through', async () => {
  const line = await openEcho()
  const { socket, heard } = await dial(line.url('tcp://x:1'))
  line.lose('secret')
  socket.write('a secret')
  await pause(50)
  socket.write('b')
  await expect.poll(heard).toBe('b')

  line.mend()
  socket.write(' secret')

  await expect.poll(heard).toBe('b secret')
  await line.close()
})
