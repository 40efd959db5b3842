import { z } from 'zod'
import { event } from '../define.ts'
import { Id, Instant } from '../primitives.ts'

const account = { aggregate: 'account', key: 'accountId' } as const
const accountId = Id
/** Behind it lies what can be taken away once; told to nobody but who asked for it. */
const handoutId = Id.optional()

export const AccountCreated = event(
  'identity.account-created',
  1,
  { zh: '账号已开通', en: 'An account was created', ...account },
  { accountId, personId: Id.optional(), memberId: Id.optional(), handoutId },
)

export const AccountStopped = event(
  'identity.account-stopped',
  1,
  { zh: '账号已停用', en: 'An account was stopped; tokens issued until then are void', ...account },
  /** By the clock that tokens are issued by. */
  { accountId, stoppedAt: Instant },
)

export const AccountReinstated = event(
  'identity.account-reinstated',
  1,
  { zh: '账号已恢复', en: 'A stopped account may sign in again', ...account },
  { accountId },
)

export const PasswordReset = event(
  'identity.password-reset',
  1,
  { zh: '密码已重置', en: 'A password was taken away', ...account },
  { accountId, handoutId },
)

export const SecondFactorReset = event(
  'identity.second-factor-reset',
  1,
  { zh: '二次验证已清除', en: 'A second factor was taken away', ...account },
  { accountId },
)

export const SessionsEnded = event(
  'identity.sessions-ended',
  1,
  { zh: '会话已结束', en: 'Sessions of an account ended; tokens issued in them are void', ...account },
  { accountId, sessionIds: z.array(Id).min(1).max(1000), endedAt: Instant },
)

export const SsoLinked = event(
  'identity.sso-linked',
  1,
  { zh: '已关联统一身份认证', en: 'An account was linked with the provider', ...account },
  { accountId },
)

export const SsoUnlinked = event(
  'identity.sso-unlinked',
  1,
  { zh: '已取消关联统一身份认证', en: 'An account is linked with the provider no more', ...account },
  { accountId },
)
