import type { Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { choicesOf, codeLetter, type Letter, letterOf, type Told } from './letters.ts'
import type { Mailer } from './mailer.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { Held, Part } from './waiting-letters.ts'

/** 发送邮件: one letter to the address that its reader has confirmed, or is to confirm. */
export async function sendMail(
  { db, mailer, publicUrl }: { db: Database<Tables>; mailer: Mailer; publicUrl: string },
  { parts }: Held,
  signal: AbortSignal,
): Promise<Outcome> {
  const [first] = parts
  const to = await db
    .selectFrom('recipient')
    .select(['mail', 'pending_mail', 'code'])
    .where('account_id', '=', first.accountId!)
    .executeTakeFirst()
  const address = first.purpose === 'CODE' ? to?.pending_mail : to?.mail
  const written = to && writtenOf(parts, to.code, publicUrl)
  // The address, the code or the notice is gone meanwhile.
  if (!address || !written) return { kind: 'REFUSED', error: 'gone' }
  return await mailer.send({ ...written, to: address, letterId: first.letterId }, signal)
}

function writtenOf(
  parts: Held['parts'],
  code: string | null,
  publicUrl: string,
): (Letter & { choicesUrl?: string }) | undefined {
  if (parts[0].purpose === 'CODE') return code === null ? undefined : codeLetter(code)
  const told = parts.filter((one): one is Part & Told => one.kind !== null)
  if (told.length === 0) return undefined
  return { ...letterOf(told, publicUrl), choicesUrl: choicesOf(told[0]!, publicUrl) }
}
