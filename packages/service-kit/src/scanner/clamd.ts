import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { type FileScanner, ScannerUnavailable, type Verdict } from './file-scanner.ts'

const CHUNK_BYTES = 64 * 1024
/** The longest answer: a path, which is `stream` here, and the name of a signature. */
const MAX_ANSWER = 4096

/**
 * ClamAV's daemon by its own protocol, over `tcp://host:port` or `unix:///run/clamav/clamd.ctl`: a file is sent in chunks
 * that each say their length (`INSTREAM`), so that the daemon needs no access to the files.
 */
export function clamd(url: string, { timeoutMs = 60_000 }: { timeoutMs?: number } = {}): FileScanner {
  return {
    async scan(stream) {
      // It may break before anybody reads it; then it says so to its reader.
      stream.on('error', () => undefined)
      try {
        return verdictOf(await converse(url, timeoutMs, 'INSTREAM', (socket) => sendChunks(socket, stream)))
      } finally {
        stream.destroy()
      }
    },
    async ping() {
      const said = await converse(url, timeoutMs, 'PING')
      if (said !== 'PONG') throw new ScannerUnavailable(`expected PONG from clamd, got ${said}`)
    },
  }
}

function verdictOf(said: string): Verdict {
  const found = /^stream: (.+) FOUND$/.exec(said)?.[1]
  if (found !== undefined) return { state: 'INFECTED', signature: found }
  if (said === 'stream: OK') return { state: 'CLEAN' }
  throw new ScannerUnavailable(`expected a verdict of clamd, got ${said === '' ? 'nothing' : said}`)
}

/** One command and its answer, which ends with a null character; a connection that ends without one has said nothing. */
async function converse(
  url: string,
  timeoutMs: number,
  command: string,
  send: (socket: Socket) => Promise<void> = async () => undefined,
): Promise<string> {
  const socket = open(url)
  try {
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`clamd said nothing for ${timeoutMs} ms`)))
    const answer = readAnswer(socket)
    // The answer is waited for below; until then it may fail while something is being sent.
    answer.catch(() => undefined)
    await once(socket, 'connect')
    socket.write(`z${command}\0`)
    // The daemon may answer before the end, when a file is too large for it, and closes then.
    await Promise.race([send(socket), answer])
    return await answer
  } catch (cause) {
    if (cause instanceof BrokenSource) throw cause.cause
    throw new ScannerUnavailable(`clamd cannot be asked: ${(cause as Error).message}`, { cause })
  } finally {
    socket.destroy()
  }
}

/** What is scanned could not be read: that is no fault of the scanner. */
class BrokenSource extends Error {}

function open(url: string): Socket {
  const { protocol, hostname, port, pathname } = new URL(url)
  if (protocol === 'unix:') return connect(decodeURIComponent(pathname))
  return connect(Number(port === '' ? 3310 : port), hostname.replace(/^\[|\]$/g, ''))
}

async function sendChunks(socket: Socket, stream: Readable): Promise<void> {
  for await (const part of chunksOf(stream)) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(part.length)
    socket.write(length)
    if (!socket.write(part)) await drained(socket)
    if (socket.destroyed) return
  }
  socket.write(Buffer.alloc(4))
}

async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length; at += CHUNK_BYTES) yield chunk.subarray(at, at + CHUNK_BYTES)
    }
  } catch (cause) {
    throw new BrokenSource('the file cannot be read', { cause })
  }
}

const drained = (socket: Socket) =>
  new Promise<void>((resolve) => {
    const settle = () => {
      socket.off('drain', settle).off('close', settle)
      resolve()
    }
    if (socket.destroyed) resolve()
    else socket.once('drain', settle).once('close', settle)
  })

function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      said += text
      const end = said.indexOf('\0')
      if (end >= 0) resolve(said.slice(0, end))
      else if (said.length > MAX_ANSWER) reject(new Error('the answer of clamd has no end'))
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('clamd closed the connection without an answer')))
  })
}
