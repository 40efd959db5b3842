import { randomUUID } from 'node:crypto'
import { notices as n } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { defineJob, definePeriodicJob, type JobDefinition, schedule, type Tx } from '@lianxie/service-kit'
import type { Means } from './means.ts'
import { tellOfLateTasks } from './reactions/late-tasks.ts'
import { sendChats } from './sending/send-chats.ts'
import { sendMail } from './sending/send-mail.ts'
import { isMoreDue, takeTurn } from './sending/waiting-letters.ts'
import { SEND_NOW } from './send-now.ts'
import { clearOld } from './store/deliveries.ts'
import type { Tables } from './store/tables.ts'

const MINUTE = 1 / 60

/** What happens by itself: sending, telling of what is late, clearing. */
export const jobsOf = (meansOf: () => Means): JobDefinition[] => {
  const send = async (tx: Tx<Tables>, way: n.NoticeWay, now: Date) => {
    const means = meansOf()
    if (way === 'MAIL' && !means.mailer) return
    if (!(await takeTurn(tx, way))) return
    if (way === 'MAIL') await sendMail(tx, { ...means, mailer: means.mailer!, now })
    else await sendChats(tx, { ...means, now })
    if (await isMoreDue(tx, way, now)) await schedule(tx, SEND_NOW, { way }, { at: now, key: randomUUID() })
  }
  return [
    // At once when something was told, and each minute what waited: quiet hours, digests, another try.
    defineJob(SEND_NOW.name, SEND_NOW.payload, (tx: Tx<Tables>, { way }, { now }) => send(tx, way, now)),
    definePeriodicJob('notices.send-mail', { hours: MINUTE }, (tx, { now }) => send(tx, 'MAIL', now)),
    definePeriodicJob('notices.send-chats', { hours: MINUTE }, (tx, { now }) => send(tx, 'ROBOT', now)),
    definePeriodicJob('notices.tell-of-late-tasks', { hours: 1 }, (tx, context) =>
      tellOfLateTasks(tx, shanghaiDate(context.now), context),
    ),
    definePeriodicJob('notices.clear', { hours: 24 }, async (tx, { now, newId, execute }) => {
      await execute(n.ClearOldNotices, { clearingId: newId() })
      await clearOld(tx, now)
    }),
  ]
}
