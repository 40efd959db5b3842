import { Id, Instant, LocalDate, proposals as c } from '@lianxie/contracts'
import { endOfDay, reminders } from '@lianxie/policy'
import {
  type DecideContext,
  defineJob,
  type JobDefinition,
  type RecordedEvent,
  schedule,
  type Tx,
} from '@lianxie/service-kit'
import { z } from 'zod'
import { loadRules } from './store/known.ts'
import type { Tables } from './store/tables.ts'

/** 反馈截止: whoever has not rated by the day gave no feedback. */
const closeFeedback = defineJob(
  'proposals.close-feedback',
  z.strictObject({ proposalId: Id, due: Instant }),
  (_tx, { proposalId, due }, context) => context.execute(c.CloseFeedback, { proposalId, ifDue: due }),
)

/** 催促反馈. The command checks who still has not answered by that instant. */
const remindOfFeedback = defineJob(
  'proposals.remind-of-feedback',
  z.strictObject({ proposalId: Id, due: Instant }),
  (_tx, { proposalId, due }, context) => context.execute(c.RemindOfFeedback, { proposalId, ifDue: due }),
)

/** 催办承诺事项. */
const remindOfPromise = defineJob(
  'proposals.remind-of-promise',
  z.strictObject({ proposalId: Id, promiseId: Id, dueOn: LocalDate }),
  (_tx, { dueOn, ...promise }, context) => context.execute(c.RemindOfPromise, { ...promise, ifDueOn: dueOn }),
)

export const afterwardsJobs: readonly JobDefinition[] = [closeFeedback, remindOfFeedback, remindOfPromise]

/** A form is asked for within three weeks or so: reminders from so many days before its end on, not earlier. */
const FIRST_REMINDER = -3

/** Plans the end of a feedback, and the reminders of forms and promises; a day that moved replaces its own. */
export async function planAfterReply(
  tx: Tx<Tables>,
  _command: unknown,
  events: readonly RecordedEvent<any>[],
  { now, committee }: DecideContext,
): Promise<void> {
  const offsets = (await loadRules(tx, committee, now)).values['deadline.reminders']
  const since = now.toISOString()
  for (const { type, data } of events) {
    if (type === 'proposals.feedback-requested') {
      const { proposalId, feedbackDeadline } = data
      const payload = { proposalId, due: feedbackDeadline.due }
      await schedule(tx, closeFeedback, payload, { at: new Date(payload.due), key: proposalId })
      const near = offsets.filter((offset) => offset >= FIRST_REMINDER)
      for (const { offset, at } of reminders(payload.due, { offsets: near, since })) {
        await schedule(tx, remindOfFeedback, payload, { at: new Date(at), key: `${proposalId}/${offset}` })
      }
    }
    for (const { promiseId, dueOn } of promisesIn(type, data)) {
      const payload = { proposalId: data.proposalId, promiseId, dueOn }
      for (const { offset, at } of reminders(endOfDay(dueOn), { offsets, since })) {
        await schedule(tx, remindOfPromise, payload, { at: new Date(at), key: `${promiseId}/${offset}` })
      }
    }
  }
}

/** The promises that an event gives a day. */
function promisesIn(type: string, data: any): { promiseId: string; dueOn: string }[] {
  switch (type) {
    case 'proposals.reply-sent':
      return data.promises
    case c.PromiseMade.type:
      return [data]
    case c.PromiseVerified.type:
      return data.dueOn === undefined ? [] : [data]
    default:
      return []
  }
}
