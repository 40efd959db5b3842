import type { notices as n } from '@lianxie/contracts'
import type { Runtime } from '@lianxie/service-kit'
import type { RobotHosts } from './domain/robot-place.ts'
import { openMailer } from './sending/mailer.ts'
import { sendChat } from './sending/send-chat.ts'
import { sendMail } from './sending/send-mail.ts'
import { startSender } from './sending/sender.ts'
import type { NoticesSettings } from './settings.ts'
import type { Tables } from './store/tables.ts'

/** What letters leave by; open as long as the service runs. */
export interface Means extends AsyncDisposable {
  /** False where the committee has no mail server. */
  hasMail: boolean
  hosts: RobotHosts
  /** Has what is due leave. */
  wake(way: n.NoticeWay): void
}

/** Servers may take five minutes to answer, RFC 5321 §4.5.3.2. */
const LETTER_MS = 300_000
/** Connections at once; most mail servers of offices allow few. */
const LETTERS_AT_ONCE = 4
const CHATS_AT_ONCE = 8
/** A robot answers at once or not at all; a connection that cannot be made ends after ten seconds. */
const ROBOT_MS = 15_000

export function openMeans(runtime: Runtime<Tables>, settings: NoticesSettings): Means {
  if (settings.robotsByHttp && runtime.profile === 'production')
    throw new Error('expected robots to be called by https alone in production')
  const { db } = runtime
  const { publicUrl, mail } = settings
  const hosts = { hosts: settings.robotHosts, byHttp: settings.robotsByHttp }
  const patienceMs = mail?.patienceMs ?? LETTER_MS
  const mailer = mail && openMailer(mail, { connections: LETTERS_AT_ONCE, patienceMs })
  const letters =
    mailer &&
    startSender(runtime, {
      way: 'MAIL',
      atOnce: LETTERS_AT_ONCE,
      patienceMs,
      send: (letter, signal) => sendMail({ db, mailer, publicUrl }, letter, signal),
    })
  const chats = startSender(runtime, {
    way: 'ROBOT',
    atOnce: CHATS_AT_ONCE,
    patienceMs: ROBOT_MS,
    send: (letter, signal) => sendChat({ db, hosts, publicUrl }, letter, signal),
  })
  return {
    hasMail: mailer !== undefined,
    hosts,
    wake: (way) => (way === 'MAIL' ? letters : chats)?.wake(),
    async [Symbol.asyncDispose]() {
      await Promise.all([letters?.[Symbol.asyncDispose](), chats[Symbol.asyncDispose]()])
      await mailer?.[Symbol.asyncDispose]()
    },
  }
}
