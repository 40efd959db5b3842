import { Id, LocalDate, supervision as c } from '@lianxie/contracts'
import { endOfDay, reminders } from '@lianxie/policy'
import { type DecideContext, defineJob, type JobDefinition, schedule, type Tx } from '@lianxie/service-kit'
import { z } from 'zod'
import { loadRules } from './store/known.ts'
import type { Tables } from './store/tables.ts'

const Term = z.strictObject({ groupId: Id, until: LocalDate })

/** 任期届满: when the last day of a term is over; the command looks whether the term is still the same. */
const lapseGroup = defineJob('supervision.lapse-group', Term, (_tx, { groupId, until }, context) =>
  context.execute(c.LapseGroup, { groupId, ifUntil: until }),
)

/** 任期将满提醒: the command looks whether the term still ends on that day. */
const remindOfGroupTerm = defineJob('supervision.remind-of-group-term', Term, (_tx, { groupId, until }, context) =>
  context.execute(c.RemindOfGroupTerm, { groupId, ifUntil: until }),
)

export const groupJobs: JobDefinition[] = [lapseGroup, remindOfGroupTerm]

/** Plans the end of a term and the reminders before it, in place of those that were planned before. */
export async function planTermEnd(
  tx: Tx<Tables>,
  term: z.output<typeof Term>,
  { committee, now }: DecideContext,
): Promise<void> {
  const { groupId, until } = term
  const due = endOfDay(until)
  await schedule(tx, lapseGroup, term, { at: new Date(due), key: groupId })
  // Nobody needs to be told of an end that the group itself shows from that day on.
  const offsets = (await loadRules(tx, committee, now)).values['deadline.reminders'].filter((day) => day <= 0)
  for (const { offset, at } of reminders(due, { offsets, since: now.toISOString() })) {
    await schedule(tx, remindOfGroupTerm, term, { at: new Date(at), key: `${groupId}/${offset}` })
  }
}
