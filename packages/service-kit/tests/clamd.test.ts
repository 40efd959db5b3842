import { type AddressInfo, createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { clamd } from '../src/scanner/clamd.ts'
import { ScannerUnavailable } from '../src/scanner/file-scanner.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server that reads what clamd would read, and answers as the test says. */
async function listen(answer: (socket: Socket, received: Buffer) => void) {
  const server = createServer((socket) => {
    let received = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      answer(socket, received)
    })
    closing.push(() => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => server.close())
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const isWhole = (received: Buffer) => received.length > 14 && received.subarray(-4).equals(Buffer.alloc(4))

/** What was sent, without the lengths of its chunks. */
function bytesOf(received: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 'zINSTREAM\0'.length; ;) {
    const length = received.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts)
    parts.push(received.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
}

test('a file is sent in chunks with their lengths, and found clean', async () => {
  let sent: Buffer = Buffer.alloc(0)
  const url = await listen((socket, received) => {
    if (!isWhole(received)) return
    sent = bytesOf(received)
    socket.end('stream: OK\0')
  })
  const file = Buffer.alloc(300_000, '监督')

  const verdict = await clamd(url).scan(Readable.from([file.subarray(0, 7), file.subarray(7)]))

  expect(verdict).toEqual({ state: 'CLEAN' })
  expect(sent.equals(file)).toBe(true)
})

test('what was found is told with its signature, though the answer comes in two pieces', async () => {
  const url = await listen((socket, received) => {
    if (!isWhole(received)) return
    socket.write('stream: Lianxie.Te')
    setImmediate(() => socket.end('st FOUND\0'))
  })

  expect(await clamd(url).scan(Readable.from([Buffer.from('x')]))).toEqual({
    state: 'INFECTED',
    signature: 'Lianxie.Test',
  })
})

test.each<[string, (socket: Socket, received: Buffer) => void]>([
  ['an error', (socket) => socket.end('INSTREAM size limit exceeded. ERROR\0')],
  ['an answer that was cut', (socket) => socket.end('stream: O')],
  ['a broken connection', (socket) => socket.destroy()],
  ['silence', () => undefined],
  ['an answer without an end', (socket) => socket.write('x'.repeat(10_000))],
  ['something else', (socket) => socket.end('stream: OK, more or less\0')],
])('%s says nothing about the file', async (_, answer) => {
  const url = await listen(answer)
  const large = Readable.from(Array.from({ length: 200 }, () => Buffer.alloc(64 * 1024)))

  await expect(clamd(url, { timeoutMs: 300 }).scan(large)).rejects.toBeInstanceOf(ScannerUnavailable)
})

test('nobody listening says nothing about the file', async () => {
  const scan = clamd('tcp://127.0.0.1:1').scan(Readable.from([Buffer.from('x')]))

  await expect(scan).rejects.toBeInstanceOf(ScannerUnavailable)
  await expect(clamd('unix:///nowhere/clamd.ctl').ping()).rejects.toBeInstanceOf(ScannerUnavailable)
})

test('a file that cannot be read is no fault of the scanner', async () => {
  const url = await listen(() => undefined)
  const broken = new Readable({ read() {} })
  setImmediate(() => broken.destroy(new Error('the disk is gone')))

  await expect(clamd(url).scan(broken)).rejects.toThrow('the disk is gone')
})
