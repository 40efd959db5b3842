import { type CommandOf, notices as n, Refusal } from '@lianxie/contracts'
import { type Deciding, ownerOf } from './owner.ts'

export interface OwnMail {
  /** True where the committee has a mail server. */
  isOffered: boolean
  mail: string | null
  pendingMail: string | null
  code: string | null
  codeUntil: Date | null
  codesAsked: readonly Date[]
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const MOST_A_DAY = 5
/** 验证码有效期. */
export const CODE_MS = 30 * MINUTE

/** 登记接收邮箱: a code goes there, once a minute and five times a day at most, so that nobody's box is filled by another. */
export function giveMail({ isOffered, codesAsked }: OwnMail, _: unknown, context: Deciding) {
  const accountId = ownerOf(context)
  if (!isOffered) throw new Refusal('notices.no_mail_server')
  const age = (asked: Date) => context.now.getTime() - asked.getTime()
  const isTooSoon = codesAsked.some((asked) => age(asked) < MINUTE)
  const isTooOften = codesAsked.filter((asked) => age(asked) < DAY).length >= MOST_A_DAY
  if (isTooSoon || isTooOften) throw new Refusal('notices.code_too_soon')
  return [n.MailCodeAsked({ accountId })]
}

/** 确认接收邮箱: whoever reads what is sent there knows the code. */
export function confirmMail(
  { pendingMail, code, codeUntil }: OwnMail,
  typed: CommandOf<typeof n.ConfirmMail>,
  context: Deciding,
) {
  const accountId = ownerOf(context)
  const isRight = pendingMail !== null && code !== null && codeUntil !== null && code === typed.code
  if (!isRight || context.now >= codeUntil) throw new Refusal('notices.code_wrong', { field: 'code' })
  return [n.MailConfirmed({ accountId })]
}

/** 删除接收邮箱. */
export function removeMail({ mail, pendingMail }: OwnMail, _: unknown, context: Deciding) {
  const accountId = ownerOf(context)
  return mail === null && pendingMail === null ? [] : [n.MailRemoved({ accountId })]
}

/** 停用账号: how somebody was reached is forgotten with the account. */
export function dropRecipient(
  { isKnown, robotId }: { isKnown: boolean; robotId: string | undefined },
  { accountId }: CommandOf<typeof n.DropRecipient>,
) {
  return [
    ...(isKnown ? [n.RecipientDropped({ accountId })] : []),
    ...(robotId === undefined ? [] : [n.RobotRemoved({ robotId })]),
  ]
}

/** 保存通知设置. */
export function setChoices(_: unknown, chosen: CommandOf<typeof n.SetChoices>, context: Deciding) {
  return [n.ChoicesSet({ accountId: ownerOf(context), ...chosen })]
}
