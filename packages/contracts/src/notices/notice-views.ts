import { z } from 'zod'
import { several } from '../common/several.ts'
import { query } from '../define.ts'
import { GrantableRole } from '../identity/account.ts'
import { Id, Instant, page, pageParams, personal } from '../primitives.ts'
import {
  choices,
  DeliveryState,
  NoticeGroup,
  NoticeKind,
  NoticeThing,
  NoticeWay,
  RecipientId,
  RobotVendor,
} from './notice.ts'

export const NoticeRow = z
  .strictObject({
    noticeId: Id,
    kind: NoticeKind,
    group: NoticeGroup,
    thing: NoticeThing,
    /** What the thing is called, where its own service has told everybody. */
    title: z.string().optional(),
    dueAt: Instant.optional(),
    raisedAt: Instant,
    readAt: Instant.optional(),
  })
  .meta({ id: 'NoticeRow' })
export type NoticeRow = z.infer<typeof NoticeRow>

export const Mailbox = query(
  'notices.mailbox',
  '/mailbox',
  { zh: '未读通知数', en: 'How many notices of one’s own are unread, in the role at hand and in others' },
  {},
  z.strictObject({
    unread: z.int().nonnegative(),
    /** 其他身份: unread ones in other roles of the account. */
    elsewhere: z.array(z.strictObject({ role: GrantableRole, unread: z.int().positive() })),
  }),
)

export const Notices = query(
  'notices.notices',
  '/notices',
  { zh: '本人通知', en: 'The notices of one’s own in the role at hand: unread ones first, then the newest' },
  { ...pageParams, group: several(NoticeGroup), unread: z.enum(['true', 'false']).optional() },
  page(NoticeRow),
)

export const NoticeById = query(
  'notices.notice',
  '/notices/:noticeId',
  { zh: '一条通知', en: 'One notice of one’s own' },
  { noticeId: Id },
  NoticeRow.extend({ role: GrantableRole }),
)

const Failure = {
  deliveryId: Id,
  way: NoticeWay,
  state: DeliveryState,
  /** Absent for a greeting or a code. */
  kind: NoticeKind.optional(),
  madeAt: Instant,
  endedAt: Instant.optional(),
  tries: z.int().nonnegative(),
  /** What the other side answered, `550 5.1.1` or `errcode 93000`: never words, which may name people. */
  error: z.string().optional(),
}

export const Choices = query(
  'notices.choices',
  '/choices',
  { zh: '本人通知设置', en: 'What one is sent, by which way and when' },
  {},
  z.strictObject({
    ...choices,
    /** What somebody in the role at hand can be told of. */
    kinds: z.array(NoticeKind),
    mail: z.strictObject({
      /** False where the committee has no mail server. */
      isOffered: z.boolean(),
      address: personal(z.string()).optional(),
      /** 待确认: a code went there. */
      pending: personal(z.string()).optional(),
    }),
    robot: z.strictObject({ vendor: RobotVendor, addedAt: Instant }).optional(),
    /** The ten latest that did not reach one. */
    failures: z.array(z.strictObject(Failure)),
  }),
)

export const OfficeRobots = query(
  'notices.office-robots',
  '/office-robots',
  { zh: '机关群机器人', en: 'The chat robots of the committee' },
  {},
  z.strictObject({
    items: z.array(
      z.strictObject({
        robotId: Id,
        vendor: RobotVendor,
        label: z.string(),
        kinds: z.array(NoticeKind),
        addedAt: Instant,
        lastSentAt: Instant.optional(),
      }),
    ),
    /** Where robots may listen at all. */
    hosts: z.array(z.string()),
  }),
)

export const Deliveries = query(
  'notices.deliveries',
  '/deliveries',
  { zh: '发送情况', en: 'What was sent or waits, the newest first; to whom is told by account alone' },
  { ...pageParams, state: several(DeliveryState), way: NoticeWay.optional() },
  page(
    z.strictObject({
      ...Failure,
      accountId: RecipientId.optional(),
      robotId: Id.optional(),
      label: z.string().optional(),
      nextAt: Instant.optional(),
    }),
  ).extend({
    /** By state, whatever is shown. */
    counts: z.record(DeliveryState, z.int().nonnegative()),
    /** 邮件服务器, and what it last answered. */
    mail: z.strictObject({ isOffered: z.boolean() }),
  }),
)
