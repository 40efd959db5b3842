import { z } from 'zod'
import { event } from '../define.ts'
import { Id, Instant, line } from '../primitives.ts'
import { choices, distinctKinds, NoticeKind, NoticeThing, RecipientId, RobotVendor } from './notice.ts'
import { told } from './notice-commands.ts'

const mailbox = { aggregate: 'mailbox', key: 'accountId' } as const
const accountId = RecipientId

export const NoticesRaised = event(
  'notices.notices-raised',
  1,
  { zh: '通知已生成', en: 'Those whom something concerns were told', aggregate: 'raising', key: 'raisingId' },
  {
    raisingId: Id,
    kind: NoticeKind,
    thing: NoticeThing,
    dueAt: Instant.optional(),
    /** Nobody where the committee's own robots alone were told. */
    recipients: z.array(told.extend({ noticeId: Id })).max(500),
  },
)
export const NoticesRead = event(
  'notices.notices-read',
  1,
  { zh: '通知已读', en: 'Somebody read notices of their own', ...mailbox },
  { accountId, noticeIds: z.array(Id).min(1).max(1000) },
)
export const OldNoticesCleared = event(
  'notices.old-notices-cleared',
  1,
  {
    zh: '旧通知已清理',
    en: 'Notices read, or raised, before these instants are gone',
    aggregate: 'clearing',
    key: 'clearingId',
  },
  { clearingId: Id, readBefore: Instant, raisedBefore: Instant },
)
export const ChoicesSet = event(
  'notices.choices-set',
  1,
  { zh: '通知设置已保存', en: 'Somebody said what is sent, by which way and when', ...mailbox },
  { accountId, ...choices },
)
export const MailCodeAsked = event(
  'notices.mail-code-asked',
  1,
  { zh: '邮箱验证码已发送', en: 'A code was sent to a mail address, which stays here', ...mailbox },
  { accountId },
)
export const MailConfirmed = event(
  'notices.mail-confirmed',
  1,
  { zh: '接收邮箱已确认', en: 'Somebody showed that a mail address is theirs', ...mailbox },
  { accountId },
)
export const MailRemoved = event(
  'notices.mail-removed',
  1,
  { zh: '接收邮箱已删除', en: 'A mail address was forgotten', ...mailbox },
  { accountId },
)
export const RecipientDropped = event(
  'notices.recipient-dropped',
  1,
  { zh: '接收信息已清除', en: 'How somebody was reached whose account was stopped is forgotten', ...mailbox },
  { accountId },
)

const robot = { aggregate: 'robot', key: 'robotId' } as const
const robotId = Id

export const RobotAdded = event(
  'notices.robot-added',
  1,
  { zh: '群机器人已登记', en: 'A chat robot was named, of a person or of the committee; its key stays here', ...robot },
  {
    robotId,
    /** Absent for a robot of the committee. */
    accountId: RecipientId.optional(),
    vendor: RobotVendor,
    label: line(40).optional(),
    kinds: distinctKinds,
  },
)
export const RobotChanged = event(
  'notices.robot-changed',
  1,
  { zh: '群机器人已调整', en: 'What a chat robot of the committee is called and tells changed', ...robot },
  { robotId, label: line(40), kinds: distinctKinds.min(1) },
)
export const RobotRemoved = event(
  'notices.robot-removed',
  1,
  { zh: '群机器人已删除', en: 'A chat robot was forgotten', ...robot },
  { robotId },
)

export const DeliveryRequeued = event(
  'notices.delivery-requeued',
  1,
  { zh: '通知已重新发送', en: 'What was refused or given up is sent again', aggregate: 'delivery', key: 'deliveryId' },
  { deliveryId: Id },
)
