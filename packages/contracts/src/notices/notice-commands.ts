import { z } from 'zod'
import { command } from '../define.ts'
import { Id, Instant, line, personal } from '../primitives.ts'
import { choices, distinctKinds, NoticeKind, NoticeThing, RecipientId, RobotVendor } from './notice.ts'
import { GrantableRole } from '../identity/account.ts'

/** Who is told, and in which role. */
export const told = z.strictObject({ accountId: RecipientId, role: GrantableRole })

export const RaiseNotices = command(
  'notices.raise-notices',
  { zh: '生成通知', en: 'Tells those whom something concerns' },
  {
    raisingId: Id,
    kind: NoticeKind,
    thing: NoticeThing,
    dueAt: Instant.optional(),
    /** When it happened; what is old stays on the page and is not sent. */
    happenedAt: Instant,
    /** Nobody where no account holds a role that is told: the committee's own robots still say it. */
    recipients: z.array(told).max(500),
    /** False for all but the first part of a burst: the committee's own robots say it once. */
    forOffice: z.boolean(),
  },
)

export const MarkRead = command(
  'notices.mark-read',
  { zh: '标为已读', en: 'Marks notices of one’s own as read' },
  {
    noticeIds: z
      .array(Id)
      .min(1)
      .max(200)
      .refine((ids) => new Set(ids).size === ids.length),
  },
)

export const MarkAllRead = command(
  'notices.mark-all-read',
  { zh: '全部标为已读', en: 'Marks all notices of one’s own role as read, the thousand newest at once' },
  {},
)

export const ClearOldNotices = command(
  'notices.clear-old-notices',
  { zh: '清理旧通知', en: 'Drops notices that were read a year ago, and unread ones of two years' },
  { clearingId: Id },
)

export const SetChoices = command(
  'notices.set-choices',
  { zh: '保存通知设置', en: 'Says what is sent, by which way and when' },
  choices,
)

export const GiveMail = command(
  'notices.give-mail',
  { zh: '登记接收邮箱', en: 'Names the mail address of one’s own; a code is sent there' },
  { email: personal(z.email().max(254)) },
)

export const ConfirmMail = command(
  'notices.confirm-mail',
  { zh: '确认接收邮箱', en: 'Gives the code that was sent to the mail address' },
  {
    /** As it stands in the mail; spaces and hyphens do not count. */
    code: z
      .string()
      .max(20)
      .transform((typed) => typed.replaceAll(/[\s-]/g, '').toUpperCase())
      .pipe(z.string().regex(/^[0-9A-Z]{8}$/)),
  },
)

export const RemoveMail = command(
  'notices.remove-mail',
  { zh: '删除接收邮箱', en: 'Forgets the mail address of one’s own' },
  {},
)

export const DropRecipient = command(
  'notices.drop-recipient',
  { zh: '清除接收信息', en: 'Forgets how somebody was reached whose account was stopped' },
  { accountId: RecipientId },
)

/** Where a robot listens: its address holds the key of the chat, so nobody reads it again. */
const place = {
  vendor: RobotVendor,
  url: z.string().regex(/^[\x21-\x7e]{1,500}$/),
  /** 加签密钥 of 钉钉. */
  secret: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional(),
}

export const SetOwnRobot = command(
  'notices.set-own-robot',
  { zh: '登记本人群机器人', en: 'Names the chat robot of one’s own; it says hello' },
  place,
)

export const RemoveOwnRobot = command(
  'notices.remove-own-robot',
  { zh: '删除本人群机器人', en: 'Forgets the chat robot of one’s own' },
  {},
)

export const AddOfficeRobot = command(
  'notices.add-office-robot',
  { zh: '添加机关群机器人', en: 'Names a chat robot of the committee, and what it tells' },
  { label: line(40), kinds: distinctKinds.min(1), ...place },
)

export const ChangeOfficeRobot = command(
  'notices.change-office-robot',
  { zh: '调整机关群机器人', en: 'Changes what a chat robot of the committee is called and tells' },
  { robotId: Id, label: line(40), kinds: distinctKinds.min(1) },
)

export const RemoveOfficeRobot = command(
  'notices.remove-office-robot',
  { zh: '删除机关群机器人', en: 'Forgets a chat robot of the committee' },
  { robotId: Id },
)

export const RequeueDelivery = command(
  'notices.requeue-delivery',
  { zh: '重新发送', en: 'Sends again what was refused or given up' },
  { deliveryId: Id },
)
