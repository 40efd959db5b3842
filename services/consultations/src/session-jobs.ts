import { consultations as c, Id, Instant, LocalDate } from '@lianxie/contracts'
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
import { loadRules } from './store/session.ts'
import type { Tables } from './store/tables.ts'

/** 会议催办: of notice, material and minutes. The command checks whether it is still owed by that instant. */
const remindOfSession = defineJob(
  'consultations.remind-of-session',
  z.strictObject({ sessionId: Id, about: c.SessionDuty, due: Instant }),
  (_tx, { due, ...session }, context) => context.execute(c.RemindOfSession, { ...session, ifDue: due }),
)

/** 承诺催办. */
const remindOfCommitment = defineJob(
  'consultations.remind-of-commitment',
  z.strictObject({ commitmentId: Id, dueOn: LocalDate }),
  (_tx, { commitmentId, dueOn }, context) => context.execute(c.RemindOfCommitment, { commitmentId, ifDueOn: dueOn }),
)

/** 建议反馈催办. */
const remindOfSuggestion = defineJob(
  'consultations.remind-of-suggestion',
  z.strictObject({ outcomeId: Id, suggestionId: Id, due: Instant }),
  (_tx, { due, ...suggestion }, context) => context.execute(c.RemindOfSuggestion, { ...suggestion, ifDue: due }),
)

export const sessionJobs: readonly JobDefinition[] = [remindOfSession, remindOfCommitment, remindOfSuggestion]

/** Plans the reminders of every deadline that the events set, by the local rules; one that moved replaces its own. */
export async function planReminders(
  tx: Tx<Tables>,
  _command: unknown,
  events: readonly RecordedEvent<any>[],
  { now, committee }: DecideContext,
): Promise<void> {
  const offsets = (await loadRules(tx, committee, now)).values['deadline.reminders']
  for (const { type, data } of events) {
    for (const { job, key, payload, due } of remindersOf(type, data)) {
      for (const { offset, at } of reminders(due, { offsets, since: now.toISOString() })) {
        await schedule(tx, job, payload, { at: new Date(at), key: `${key}/${offset}` })
      }
    }
  }
}

interface PlannedReminder {
  job: JobDefinition
  key: string
  payload: unknown
  due: string
}

function remindersOf(type: string, data: any): PlannedReminder[] {
  switch (type) {
    case c.SessionScheduled.type:
    case c.SessionRescheduled.type:
      return [
        ofSession(data, 'NOTICE', data.noticeDeadline.due),
        ofSession(data, 'MATERIAL', data.materialDeadline.due),
      ]
    case c.SessionHeld.type:
      return [ofSession(data, 'MINUTES', data.minutesDeadline.due)]
    case c.CommitmentMade.type:
    case c.CommitmentExtended.type: {
      const { commitmentId, dueOn } = data
      return [{ job: remindOfCommitment, key: commitmentId, payload: { commitmentId, dueOn }, due: endOfDay(dueOn) }]
    }
    case c.SuggestionAssigned.type: {
      const { outcomeId, suggestionId, deadline } = data
      const payload = { outcomeId, suggestionId, due: deadline.due }
      return [{ job: remindOfSuggestion, key: suggestionId, payload, due: deadline.due }]
    }
    default:
      return []
  }
}

const ofSession = ({ sessionId }: { sessionId: string }, about: c.SessionDuty, due: string): PlannedReminder => ({
  job: remindOfSession,
  key: `${sessionId}/${about}`,
  payload: { sessionId, about, due },
  due,
})
