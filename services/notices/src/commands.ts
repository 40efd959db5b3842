import { randomUUID } from 'node:crypto'
import { identity as i, notices as n, type Role } from '@lianxie/contracts'
import { handle, type Handler, type RecordedEvent, schedule, type Tx } from '@lianxie/service-kit'
import { planDeliveries } from './domain/plan-deliveries.ts'
import { ownerOf } from './domain/owner.ts'
import * as mail from './domain/own-mail.ts'
import { raiseNotices } from './domain/raise-notices.ts'
import * as reading from './domain/read-notices.ts'
import { requeueDelivery } from './domain/requeue-delivery.ts'
import * as robot from './domain/robot.ts'
import { sendAt } from './domain/send-at.ts'
import type { Means } from './means.ts'
import { SEND_NOW } from './send-now.ts'
import * as deliveries from './store/deliveries.ts'
import * as mailbox from './store/mailbox.ts'
import * as recipients from './store/recipients.ts'
import * as robots from './store/robots.ts'
import type { Tables } from './store/tables.ts'

/** 本人: everybody has a mailbox and choices of their own. */
export const EVERYBODY: readonly Role[] = i.GrantableRole.options
/** 机关渠道: who keeps the committee's own channels. */
export const KEEPERS: readonly Role[] = ['OPS', 'STAFF_OFFICE']

/** Has letters of a way leave as soon as the transaction is committed. */
const sendNow = (tx: Tx<Tables>, way: n.NoticeWay, now: Date) =>
  schedule(tx, SEND_NOW, { way }, { at: now, key: randomUUID() })

const idOf = ({ data }: RecordedEvent) => (data as { robotId: string }).robotId

export const handlersOf = (meansOf: () => Means): Handler<any, any, any>[] => [
  handle(n.RaiseNotices, {
    allow: ['SYSTEM'],
    target: ({ raisingId }) => `raising/${raisingId}`,
    load: async (tx: Tx<Tables>, { raisingId, kind, forOffice }) => ({
      isRaised: await mailbox.isRaised(tx, raisingId),
      officeRobots: forOffice ? await robots.officeRobotsFor(tx, kind) : [],
    }),
    decide: raiseNotices,
    also: async (tx, body, [raised], { now, newId }, { officeRobots }) => {
      if (!raised) return
      const told = (raised.data as { recipients: { accountId: string; noticeId: string }[] }).recipients
      const planned = planDeliveries(
        body,
        told,
        {
          people: await recipients.reachable(
            tx,
            told.map(({ accountId }) => accountId),
          ),
          officeRobots,
        },
        now,
      )
      await deliveries.keepPlanned(tx, planned, { raisingId: body.raisingId, now, newId })
      for (const way of n.NoticeWay.options)
        if (planned.some((one) => one.way === way && one.at <= now)) await sendNow(tx, way, now)
    },
  }),
  handle(n.MarkRead, {
    allow: EVERYBODY,
    load: (tx: Tx<Tables>, { noticeIds }, context) => mailbox.ownNotices(tx, ownerOf(context), noticeIds),
    decide: reading.markRead,
  }),
  handle(n.MarkAllRead, {
    allow: EVERYBODY,
    load: async (tx: Tx<Tables>, _, context) => ({
      unread: await mailbox.unreadNotices(tx, ownerOf(context), context.actor.role),
    }),
    decide: reading.markAllRead,
  }),
  handle(n.ClearOldNotices, {
    allow: ['SYSTEM'],
    load: async (tx: Tx<Tables>) => {
      const { read, raised } = await mailbox.oldest(tx)
      return {
        isAny: ({ readBefore, raisedBefore }: { readBefore: Date; raisedBefore: Date }) =>
          (read !== null && read < readBefore) || (raised !== null && raised < raisedBefore),
      }
    },
    decide: reading.clearOldNotices,
  }),
  handle(n.SetChoices, { allow: EVERYBODY, load: async () => undefined, decide: mail.setChoices }),
  handle(n.GiveMail, {
    allow: EVERYBODY,
    load: async (tx: Tx<Tables>, _, context) => ({
      ...(await recipients.ownMail(tx, ownerOf(context))),
      isOffered: meansOf().hasMail,
    }),
    decide: mail.giveMail,
    also: async (tx, { email }, _, context) => {
      const account_id = ownerOf(context)
      const { now } = context
      await recipients.keepPending(tx, account_id, email, new Date(now.getTime() + mail.CODE_MS))
      await deliveries.dropCodes(tx, account_id)
      await deliveries.keepSingle(tx, { way: 'MAIL', purpose: 'CODE', account_id, robot_id: null }, context)
      await sendNow(tx, 'MAIL', now)
    },
  }),
  handle(n.ConfirmMail, {
    allow: EVERYBODY,
    load: async (tx: Tx<Tables>, _, context) => ({
      ...(await recipients.ownMail(tx, ownerOf(context))),
      isOffered: true,
    }),
    decide: mail.confirmMail,
    also: (tx, _, __, context) => recipients.keepConfirmed(tx, ownerOf(context)),
  }),
  handle(n.RemoveMail, {
    allow: EVERYBODY,
    load: async (tx: Tx<Tables>, _, context) => ({
      ...(await recipients.ownMail(tx, ownerOf(context))),
      isOffered: true,
    }),
    decide: mail.removeMail,
    also: async (tx, _, __, context) => {
      const accountId = ownerOf(context)
      await recipients.forgetMail(tx, accountId)
      await deliveries.dropWaiting(tx, { accountId })
    },
  }),
  handle(n.DropRecipient, {
    allow: ['SYSTEM'],
    load: async (tx: Tx<Tables>, { accountId }) => ({
      robotId: await robots.robotOf(tx, accountId),
      isKnown: await recipients.isRecipient(tx, accountId),
    }),
    decide: mail.dropRecipient,
    also: async (tx, { accountId }, _, __, { robotId }) => {
      await deliveries.dropWaiting(tx, { accountId })
      if (robotId !== undefined) await deliveries.dropWaiting(tx, { robotId })
    },
  }),
  handle(n.SetOwnRobot, {
    allow: EVERYBODY,
    load: async (tx: Tx<Tables>, _, context) => ({
      hosts: meansOf().hosts,
      robotId: await robots.robotOf(tx, ownerOf(context)),
    }),
    decide: robot.setOwnRobot,
    also: async (tx, place, events, context, { robotId }) => {
      if (robotId !== undefined) await deliveries.dropWaiting(tx, { robotId })
      await greet(tx, place, events, { ...context, accountId: ownerOf(context) })
    },
  }),
  handle(n.RemoveOwnRobot, {
    allow: EVERYBODY,
    load: async (tx: Tx<Tables>, _, context) => ({ robotId: await robots.robotOf(tx, ownerOf(context)) }),
    decide: robot.removeOwnRobot,
    also: async (tx, _, __, ___, { robotId }) => {
      if (robotId !== undefined) await deliveries.dropWaiting(tx, { robotId })
    },
  }),
  handle(n.AddOfficeRobot, {
    allow: KEEPERS,
    audited: true,
    load: async () => ({ hosts: meansOf().hosts }),
    decide: robot.addOfficeRobot,
    also: (tx: Tx<Tables>, place, events, context) => greet(tx, place, events, { ...context, accountId: null }),
  }),
  handle(n.ChangeOfficeRobot, {
    allow: KEEPERS,
    target: ({ robotId }) => `robot/${robotId}`,
    load: async (tx: Tx<Tables>, { robotId }) => ({ isOfOffice: await robots.isOfOffice(tx, robotId) }),
    decide: robot.changeOfficeRobot,
  }),
  handle(n.RemoveOfficeRobot, {
    allow: KEEPERS,
    audited: true,
    target: ({ robotId }) => `robot/${robotId}`,
    load: async (tx: Tx<Tables>, { robotId }) => ({ isOfOffice: await robots.isOfOffice(tx, robotId) }),
    decide: robot.removeOfficeRobot,
    also: (tx, { robotId }) => deliveries.dropWaiting(tx, { robotId }),
  }),
  handle(n.RequeueDelivery, {
    allow: EVERYBODY,
    target: ({ deliveryId }) => `delivery/${deliveryId}`,
    load: (tx: Tx<Tables>, { deliveryId }) => deliveries.deliveryFor(tx, deliveryId),
    decide: requeueDelivery,
    also: async (tx, { deliveryId }, _, { now, newId }, { delivery }) => {
      const { way, purpose, ...times } = delivery!
      // 免打扰 holds for what is sent again too; a code or a greeting is waited for.
      const { at } = purpose === 'NOTICE' ? sendAt(now, { ...times, digestAt: null }) : { at: now }
      await deliveries.requeue(tx, deliveryId, { now, at, letterId: newId() })
      if (at <= now) await sendNow(tx, way, now)
    },
  }),
]

/** Keeps where a new robot listens, and has it say hello: whoever named it sees at once whether it is heard. */
async function greet(
  tx: Tx<Tables>,
  place: { url: string; secret?: string | undefined },
  events: readonly RecordedEvent[],
  context: { now: Date; newId: () => string; accountId: string | null },
): Promise<void> {
  const robotId = idOf(events.find(({ type }) => type === n.RobotAdded.type)!)
  await robots.keepPlace(tx, robotId, place)
  const greeting = { way: 'ROBOT', purpose: 'HELLO', account_id: context.accountId, robot_id: robotId } as const
  await deliveries.keepSingle(tx, greeting, context)
  await sendNow(tx, 'ROBOT', context.now)
}
