import { notices as n } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { defineJob, definePeriodicJob, type JobDefinition } from '@lianxie/service-kit'
import type { Means } from './means.ts'
import { tellOfLateTasks } from './reactions/late-tasks.ts'
import { SEND_NOW } from './send-now.ts'
import { clearOld } from './store/deliveries.ts'

const MINUTE = 1 / 60

/** What happens by itself: sending, telling of what is late, clearing. */
export const jobsOf = (meansOf: () => Means): JobDefinition[] => {
  // A job is a transaction, and nothing is sent in one: it only says that it is time.
  const wake = async (way: n.NoticeWay) => meansOf().wake(way)
  return [
    // At once when something was told, and each minute what waited: quiet hours, digests, another try.
    defineJob(SEND_NOW.name, SEND_NOW.payload, (_, { way }) => wake(way)),
    definePeriodicJob('notices.send-mail', { hours: MINUTE }, () => wake('MAIL')),
    definePeriodicJob('notices.send-chats', { hours: MINUTE }, () => wake('ROBOT')),
    definePeriodicJob('notices.tell-of-late-tasks', { hours: 1 }, (tx, context) =>
      tellOfLateTasks(tx, shanghaiDate(context.now), context),
    ),
    definePeriodicJob('notices.clear', { hours: 24 }, async (tx, { now, newId, execute }) => {
      await execute(n.ClearOldNotices, { clearingId: newId() })
      await clearOld(tx, now)
    }),
  ]
}
