import { z } from 'zod'
import { command } from '../define.ts'
import { Id, line } from '../primitives.ts'
import { Reason, UserName } from './account.ts'

/** 开通账号: of people whom the directory knows. Who they are stays there. */
export const CreateAccounts = command(
  'identity.create-accounts',
  {
    zh: '批量开通账号，一次性密码另行下载一次',
    en: 'Creates accounts for people of the directory; their one-time passwords can be taken away once',
  },
  {
    accounts: z
      .array(
        z.strictObject({
          /**
           * A member or a person on the staff, as the directory calls them. Absent of those who are to fill the directory
           * first; it links a person on the staff to the account that is there.
           */
          personId: Id.optional(),
          /** 双重身份: the member who a person on the staff is as well. */
          memberId: Id.optional(),
          userName: UserName,
        }),
      )
      .min(1)
      .max(500),
  },
)

/** 首任管理员: asked at the server itself, where nobody can sign in yet. */
export const InstallOperators = command(
  'identity.install-operators',
  { zh: '设立首任管理员', en: 'Installs the first operators of a committee' },
  { userNames: z.array(UserName).min(1).max(2) },
)

export const StopAccount = command(
  'identity.stop-account',
  { zh: '停用账号，立即生效', en: 'Stops an account; its sessions and tokens end at once' },
  { accountId: Id, reason: Reason },
)

export const ReinstateAccount = command(
  'identity.reinstate-account',
  { zh: '恢复账号', en: 'Lets a stopped account sign in again' },
  { accountId: Id, reason: Reason },
)

export const ResetPassword = command(
  'identity.reset-password',
  { zh: '重置密码，新的一次性密码另行下载一次', en: 'Takes a password away; a one-time password comes in its place' },
  { accountId: Id, reason: Reason },
)

export const ResetSecondFactor = command(
  'identity.reset-second-factor',
  { zh: '清除二次验证，由本人重新绑定', en: 'Takes a lost second factor away; its owner enrols another' },
  { accountId: Id, reason: Reason },
)

export const EndSessions = command(
  'identity.end-sessions',
  { zh: '强制下线', en: 'Ends sessions of an account, all of them unless some are named' },
  { accountId: Id, sessionIds: z.array(Id).min(1).max(200).optional() },
)

/** 关联统一身份认证: done beforehand by an administrator; nobody links himself. */
export const LinkSso = command(
  'identity.link-sso',
  { zh: '关联统一身份认证账号', en: 'Links an account with a subject of the provider through which people sign in' },
  { accountId: Id, subject: line(200) },
)

export const UnlinkSso = command(
  'identity.unlink-sso',
  { zh: '取消关联统一身份认证账号', en: 'Takes the link with the provider away' },
  { accountId: Id, reason: Reason },
)
