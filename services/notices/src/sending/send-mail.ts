import type { Tx } from '@lianxie/service-kit'
import type { Logger } from 'pino'
import type { Tables } from '../store/tables.ts'
import { choicesOf, codeLetter, type Letter, letterOf, type Told } from './letters.ts'
import type { Mailer } from './mailer.ts'
import type { Outcome } from './outcome.ts'
import { dueLetters, noteOutcomes, type Waiting } from './waiting-letters.ts'

/** Letters of one transaction: should it be lost, these go once more, under the same Message-ID. */
const MOST = 20
/** No more are begun after that, so that the transaction ends before it is taken for dead. */
const BUDGET_MS = 10_000

interface Sending {
  mailer: Mailer
  publicUrl: string
  log: Logger
  now: Date
}

/** 发送邮件: what is due, several at once; a server that is away is left alone until the next minute. */
export async function sendMail(tx: Tx<Tables>, sending: Sending): Promise<void> {
  const letters = await dueLetters(tx, 'MAIL', MOST, sending.now)
  const recipients = await addressesOf(tx, letters)
  const end = Date.now() + BUDGET_MS
  const ended: { letter: readonly Waiting[]; outcome: Outcome }[] = []
  let away: Outcome | undefined
  const waiting = [...letters]
  const work = async () => {
    for (let letter = waiting.shift(); letter; letter = waiting.shift()) {
      if (away) ended.push({ letter, outcome: away })
      else if (Date.now() > end) return
      else {
        const outcome = await sendOne(letter, recipients.get(letter[0]!.accountId!), sending)
        if (outcome.kind === 'AWAY') away = outcome
        ended.push({ letter, outcome })
      }
    }
  }
  await Promise.all(Array.from({ length: 4 }, work))
  if (away && 'error' in away) sending.log.warn({ error: away.error }, 'the mail server does not take letters')
  await noteOutcomes(tx, ended, sending.now)
}

interface Addressed {
  mail: string | null
  pending_mail: string | null
  code: string | null
}

async function addressesOf(tx: Tx<Tables>, letters: readonly Waiting[][]): Promise<Map<string, Addressed>> {
  const accounts = letters.map(([first]) => first!.accountId!)
  if (accounts.length === 0) return new Map()
  const rows = await tx
    .selectFrom('recipient')
    .select(['account_id', 'mail', 'pending_mail', 'code'])
    .where('account_id', 'in', accounts)
    .execute()
  return new Map(rows.map((row) => [row.account_id, row]))
}

async function sendOne(
  letter: readonly Waiting[],
  to: Addressed | undefined,
  { mailer, publicUrl }: Sending,
): Promise<Outcome> {
  const [first] = letter
  const address = first!.purpose === 'CODE' ? to?.pending_mail : to?.mail
  const written = to && writtenOf(letter, to, publicUrl)
  // The address, the code or the notice is gone meanwhile.
  if (!address || !written) return { kind: 'REFUSED', error: 'gone' }
  return await mailer.send({ ...written, to: address, letterId: first!.letterId })
}

function writtenOf(
  letter: readonly Waiting[],
  { code }: Addressed,
  publicUrl: string,
): (Letter & { choicesUrl?: string }) | undefined {
  if (letter[0]!.purpose === 'CODE') return code === null ? undefined : codeLetter(code)
  const told = letter.filter((one): one is Waiting & Told => one.kind !== null)
  if (told.length === 0) return undefined
  return { ...letterOf(told, publicUrl), choicesUrl: choicesOf(told[0]!, publicUrl) }
}
