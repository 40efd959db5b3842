import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface Received {
  to: string
  from: string
  headers: Map<string, string>
  text: string
  secure: boolean
}

export interface MailServer extends AsyncDisposable {
  port: number
  received: Received[]
  /** What is answered to an address, instead of taking it. */
  refuse: Map<string, { code: number; text: string }>
  /** How long it thinks before each answer from the address of the sender on. */
  slowness: { answerMs: number; endMs: number }
  lettersTo(email: string): Received[]
}

/** A real SMTP server that keeps what it is given. */
export async function startMailServer({
  port = 0,
  ...options
}: Omit<SMTPServerOptions, 'onData' | 'onRcptTo'> & { port?: number } = {}): Promise<MailServer> {
  const received: Received[] = []
  const refuse: MailServer['refuse'] = new Map()
  const slowness: MailServer['slowness'] = { answerMs: 0, endMs: 0 }
  // A client that is gone is not waited for.
  const later = (work: () => void, ms: number) => (ms === 0 ? work() : void setTimeout(work, ms).unref())
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 100,
    ...(!options.key && { disabledCommands: ['STARTTLS', 'AUTH'] }),
    ...options,
    onMailFrom: (_address, _session, callback) => later(callback, slowness.answerMs),
    onRcptTo(address, _session, callback) {
      const answer = refuse.get(address.address)
      const refused = answer && Object.assign(new Error(answer.text), { responseCode: answer.code })
      later(() => callback(refused), slowness.answerMs)
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { envelope, secure } = session
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        for (const { address } of envelope.rcptTo)
          received.push({ to: address, from, secure, ...parse(Buffer.concat(parts).toString('utf8')) })
        later(callback, slowness.answerMs + slowness.endMs)
      })
    },
  })
  // A client that goes away in the middle is none of the server's faults.
  server.on('error', () => undefined)
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    refuse,
    slowness,
    lettersTo: (email) => received.filter(({ to }) => to === email),
    [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(() => done())),
  }
}

/** Headers unfolded and decoded, and the text as it was written. */
function parse(message: string): { headers: Map<string, string>; text: string } {
  const [head = '', ...rest] = message.split('\r\n\r\n')
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), decodeWords(line.slice(at + 1).trim())] as const
    }),
  )
  const body = rest.join('\r\n\r\n')
  const encoding = headers.get('content-transfer-encoding')
  if (encoding === 'base64') return { headers, text: Buffer.from(body, 'base64').toString('utf8') }
  return { headers, text: encoding === 'quoted-printable' ? decodeQuoted(body) : body }
}

const decodeQuoted = (text: string): string =>
  Buffer.from(
    text
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

const decodeWords = (text: string): string =>
  text
    .replaceAll(/\?= =\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : decodeQuoted(word.replaceAll('_', ' ')),
    )
