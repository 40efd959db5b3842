import { createTransport } from 'nodemailer'
import type { MailServer } from '../settings.ts'
import type { Letter } from './letters.ts'
import type { Outcome } from './outcome.ts'

export interface Mailer extends AsyncDisposable {
  send(letter: Letter & { to: string; letterId: string; choicesUrl?: string }): Promise<Outcome>
}

/** Connections at once; most servers of offices allow few. */
const CONNECTIONS = 4
const PATIENCE_MS = 8_000

/** 邮件服务器: mail leaves by it, encrypted unless it is on this machine. */
export function openMailer(server: MailServer): Mailer {
  const { host, port, security, user, password, authority, from } = server
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    ...(authority !== undefined && { tls: { ca: authority } }),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    // Nothing is read from files or addresses, whatever stands in a letter.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'localhost'
  return {
    async send({ to, subject, text, letterId, choicesUrl }) {
      try {
        await transport.sendMail({
          from,
          // As an object it is one address, whatever is in it.
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${letterId}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          ...(choicesUrl !== undefined && { list: { unsubscribe: { url: choicesUrl, comment: '通知设置' } } }),
        })
        return { kind: 'SENT' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
    async [Symbol.asyncDispose]() {
      transport.close()
    },
  }
}

/** Only codes are kept of what a server answers: its words may name the address. */
function outcomeOf(error: unknown): Outcome {
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
  if (responseCode === undefined || code === 'EAUTH') return { kind: 'AWAY', error: code }
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(response ?? '')?.[1]
  const said = enhanced === undefined ? String(responseCode) : `${responseCode} ${enhanced}`
  return responseCode >= 500 ? { kind: 'REFUSED', error: said } : { kind: 'LATER', error: said }
}
