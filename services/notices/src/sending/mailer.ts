import type { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { MailServer } from '../settings.ts'
import type { Letter } from './letters.ts'
import type { Outcome } from '../domain/outcome.ts'

export interface Mailer extends AsyncDisposable {
  /** Ends at the latest when the signal does: then the connection is broken off. */
  send(letter: Letter & { to: string; letterId: string; choicesUrl?: string }, signal: AbortSignal): Promise<Outcome>
}

export interface MailerOptions {
  /** Connections at once. */
  connections: number
  /** How long an answer is waited for. */
  patienceMs: number
}

/** How long it may take until a server greets. */
const GREETING_MS = 60_000

/** 邮件服务器: mail leaves by it, encrypted unless it is on this machine. */
export function openMailer(server: MailServer, { connections, patienceMs }: MailerOptions): Mailer {
  const { host, port, security, user, password, authority, from } = server
  const greetingMs = Math.min(GREETING_MS, patienceMs)
  const transport = createTransport({
    pool: true,
    maxConnections: connections,
    // What is tried again is said in the table alone, and under a lease.
    maxRequeues: 0,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    ...(authority !== undefined && { tls: { ca: authority } }),
    connectionTimeout: greetingMs,
    greetingTimeout: greetingMs,
    socketTimeout: patienceMs,
    // What was broken off must not go on by itself.
    socketCloseTimeout: 0,
    // Nothing is read from files or addresses, whatever stands in a letter.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // Whether a letter was begun to be read shows whether a server may have taken it that never answered.
  const texts = new Map<string, Readable>()
  transport.use('stream', (mail, done) => {
    mail.message?.processFunc((text) => {
      texts.set(String(mail.data.messageId), text as Readable)
      return text
    })
    done()
  })
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'localhost'
  return {
    async send({ to, subject, text, letterId, choicesUrl }, signal) {
      const messageId = `<${letterId}@${domain}>`
      try {
        await transport.sendMail({
          from,
          // As an object it is one address, whatever is in it.
          to: { name: '', address: to },
          subject,
          text,
          messageId,
          signal,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          ...(choicesUrl !== undefined && { list: { unsubscribe: { url: choicesUrl, comment: '通知设置' } } }),
        })
        return { kind: 'SENT' }
      } catch (error) {
        return outcomeOf(error, texts.get(messageId)?.readableDidRead ?? false)
      } finally {
        texts.delete(messageId)
      }
    },
    async [Symbol.asyncDispose]() {
      transport.close()
    },
  }
}

/** Only codes are kept of what a server answers: its words may name the address. */
function outcomeOf(error: unknown, isBegun: boolean): Outcome {
  const {
    code = 'EUNKNOWN',
    responseCode,
    response,
  } = error as {
    code?: string
    responseCode?: number
    response?: string
  }
  // A wrong password is for the operators to mend, and the letters wait for it.
  if (code === 'EAUTH') return { kind: 'AWAY', error: code }
  if (responseCode === undefined) return { kind: isBegun ? 'UNSURE' : 'AWAY', error: code }
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(response ?? '')?.[1]
  const said = enhanced === undefined ? String(responseCode) : `${responseCode} ${enhanced}`
  return responseCode >= 500 ? { kind: 'REFUSED', error: said } : { kind: 'LATER', error: said }
}
