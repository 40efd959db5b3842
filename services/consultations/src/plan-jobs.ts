import { consultations as c, Id, LocalDate } from '@lianxie/contracts'
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
import { loadRecipients } from './store/plan.ts'
import { loadRules } from './store/session.ts'
import type { Tables } from './store/tables.ts'

/** 催阅: reminds whoever has not confirmed reading; when all have, there is nothing to do. */
const remindReaders = defineJob(
  'consultations.remind-plan-readers',
  z.strictObject({ planId: Id, readBy: LocalDate }),
  async (tx: Tx<Tables>, { planId }, context) => {
    const recipients = await loadRecipients(tx, planId)
    if (recipients.some(({ read }) => !read)) await context.execute(c.RemindPlanReaders, { planId })
  },
)

export const planJobs: readonly JobDefinition[] = [remindReaders]

/** Plans the reminders of a forwarding by the local rules, when it says by when the plan is to be read. */
export async function planReaderReminders(
  tx: Tx<Tables>,
  { planId, readBy }: { planId: string; readBy?: string | undefined },
  _events: readonly RecordedEvent[],
  { now, committee }: DecideContext,
): Promise<void> {
  if (readBy === undefined) return
  const offsets = (await loadRules(tx, committee, now)).values['deadline.reminders']
  for (const { offset, at } of reminders(endOfDay(readBy), { offsets, since: now.toISOString() })) {
    await schedule(tx, remindReaders, { planId, readBy }, { at: new Date(at), key: `${planId}/${readBy}/${offset}` })
  }
}
