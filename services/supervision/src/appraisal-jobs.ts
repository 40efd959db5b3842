import { Id, Instant, supervision as c } from '@lianxie/contracts'
import { reminders } from '@lianxie/policy'
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

/** 整改报告到期提醒: the command looks whether it is still owed by that instant. */
const remindOfAppraisal = defineJob(
  'supervision.remind-of-appraisal',
  z.strictObject({ appraisalId: Id, unitId: Id, due: Instant }),
  (_tx, { due, ...owed }, context) => context.execute(c.RemindOfAppraisal, { ...owed, ifDue: due }),
)

/** 转入票决结果. */
const takeBallotTotals = defineJob(
  'supervision.take-ballot-totals',
  c.TakeBallotTotals.schema,
  (_tx, totals, context) => context.execute(c.TakeBallotTotals, totals),
)

export const appraisalJobs: JobDefinition[] = [remindOfAppraisal, takeBallotTotals]

/** For whoever closes a secret ballot about an appraisal: hands its totals over, in the same transaction. */
export const handOverTotals = (tx: Tx<any>, totals: z.input<typeof c.TakeBallotTotals.schema>, now: Date) =>
  schedule(tx, takeBallotTotals, c.TakeBallotTotals.schema.parse(totals), { at: now, key: totals.ballotId })

/** Plans the reminders of a report that a letter, or a second look, makes a unit owe. */
export async function planAppraisalReminders(
  tx: Tx<Tables>,
  _command: unknown,
  [event]: readonly RecordedEvent<any>[],
  { committee, now }: DecideContext,
): Promise<void> {
  const { appraisalId, unitId, deadline } = event!.data
  if (!deadline) return
  const offsets = (await loadRules(tx, committee, now)).values['deadline.reminders']
  const { due } = deadline
  for (const { offset, at } of reminders(due, { offsets, since: now.toISOString() })) {
    const key = `${appraisalId}/${unitId}/${offset}`
    await schedule(tx, remindOfAppraisal, { appraisalId, unitId, due }, { at: new Date(at), key })
  }
}
