import { notices as n } from '@lianxie/contracts'
import type { TestAccount, TestService } from '@lianxie/service-kit/testing'
import type { MailServer as Settings } from '../src/settings.ts'
import type { MailServer } from './mail-server.ts'

/** The settings of a service whose letters go to this port. */
export const by = (port: number, more: Partial<Settings> = {}): { mail: Settings } => ({
  mail: { host: '127.0.0.1', port, security: 'none', from: '联协 <lianxie@wujiang.example>', ...more },
})

export const QUICK = 15_000

/** Gives an address and confirms it with the code that was sent there. */
export async function confirmed(
  service: TestService,
  server: MailServer,
  as: TestAccount,
  email: string,
): Promise<void> {
  await service.send(n.GiveMail, { email }, { as })
  const [letter] = await service.until(async () => {
    const letters = server.lettersTo(email).filter(({ headers }) => headers.get('subject')?.includes('验证码'))
    return letters.length > 0 && letters
  }, QUICK)
  const code = /验证码：(\w{4} \w{4})/.exec(letter!.text)![1]!
  await service.send(n.ConfirmMail, { code }, { as })
}

export const noticesTo = (server: MailServer, email: string) =>
  server.lettersTo(email).filter(({ headers }) => !headers.get('subject')?.includes('验证码'))
