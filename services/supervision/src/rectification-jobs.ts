import { Id, Instant, supervision as c } from '@lianxie/contracts'
import { atHour, reminders } from '@lianxie/policy'
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

/** 逾期视为签收: at the instant at which the term for a dispute ends. */
const takeSilence = defineJob(
  'supervision.take-silence',
  z.strictObject({ findingId: Id, due: Instant }),
  (_tx, { findingId, due }, context) => context.execute(c.TakeSilenceAsAcceptance, { findingId, ifDue: due }),
)

/** 到期提醒、逾期通报: the command looks whether it is still owed by that instant. */
const remindOfIssue = defineJob(
  'supervision.remind-of-issue',
  z.strictObject({ findingId: Id, about: c.IssueDuty, due: Instant }),
  (_tx, { due, ...owed }, context) => context.execute(c.RemindOfIssue, { ...owed, ifDue: due }),
)

export const rectificationJobs: JobDefinition[] = [takeSilence, remindOfIssue]

/** A month before the end of a month's term nobody needs a reminder. */
const EARLIEST = -10

/** Plans what follows from the terms that events set: silence that counts as acceptance, reminders, look-backs. */
export async function planClocks(
  tx: Tx<Tables>,
  _command: unknown,
  events: readonly RecordedEvent<any>[],
  { committee, now }: DecideContext,
): Promise<void> {
  const offsets = (await loadRules(tx, committee, now)).values['deadline.reminders'].filter((day) => day >= EARLIEST)
  for (const { type, data } of events) {
    const { findingId, deadline, disputeDeadline, lookBackDue } = data
    if (type === c.IssueListed.type) {
      const { due } = disputeDeadline
      await schedule(tx, takeSilence, { findingId, due }, { at: new Date(due), key: `${findingId}/${due}` })
    }
    if (type === c.IssueVerified.type) {
      const due = `${lookBackDue}T00:00:00.000Z`
      const at = new Date(atHour(lookBackDue, 9))
      await schedule(tx, remindOfIssue, { findingId, about: 'LOOK_BACK', due }, { at, key: `${findingId}/look-back` })
    }
    if (deadline === undefined) continue
    for (const { offset, at } of reminders(deadline.due, { offsets, since: now.toISOString() })) {
      const owed = { findingId, about: 'RECTIFICATION' as const, due: deadline.due }
      await schedule(tx, remindOfIssue, owed, { at: new Date(at), key: `${findingId}/${offset}` })
    }
  }
}
