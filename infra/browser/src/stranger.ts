import { randomBytes } from 'node:crypto'
import { createClient, type Client } from '@lianxie/client'
import type { identity } from '@lianxie/contracts'
import { signIn } from '@lianxie/local/demo'
import type { Committee } from './committee.ts'
import { newAccount } from './new-account.ts'

/** 无关人员: somebody in the same role for another member or another unit, who has nothing to do with what the sample holds. */
export async function stranger(
  committee: Committee,
  userName: string,
  role: identity.GrantableRole,
  whom: { memberId?: string; unitIds?: string[] },
): Promise<Client> {
  const { side, url } = committee
  const { oneTimePassword } = await newAccount(committee, userName, [role], whom)
  const session = await signIn(side.urls.identity, url, { userName, password: oneTimePassword })
  const newPassword = `Lx-${randomBytes(12).toString('base64url')}`
  await session.post('change-password', { currentPassword: oneTimePassword, newPassword })
  return createClient({ services: side.urls, token: () => session.token() })
}
