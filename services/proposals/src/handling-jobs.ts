import { Id, Instant, proposals as c } from '@lianxie/contracts'
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
import { assignmentDeadline } from './domain/reminder.ts'
import { loadUnassigned } from './store/handled-case.ts'
import { findIntake } from './store/intake.ts'
import { loadRules } from './store/known.ts'
import type { Tables } from './store/tables.ts'

/** 逾期视为签收: at the instant at which the window ends. */
const takeSilence = defineJob(
  'proposals.take-silence',
  z.strictObject({ proposalId: Id, due: Instant }),
  (_tx, { proposalId, due }, context) => context.execute(c.TakeSilenceAsAcceptance, { proposalId, ifDue: due }),
)

/** 到期提醒: the command looks whether it is still owed by that instant. */
const remindOfProposal = defineJob(
  'proposals.remind-of-proposal',
  z.strictObject({ proposalId: Id, about: c.ProposalDuty, due: Instant, unitId: Id.optional() }),
  (_tx, { due, ...owed }, context) => context.execute(c.RemindOfProposal, { ...owed, ifDue: due }),
)

/** 全会后交办提醒: of each session case that is not assigned yet, unless the days of the session have moved. */
const remindOfAssignments = defineJob(
  'proposals.remind-of-assignments',
  z.strictObject({ intakeId: Id, due: Instant }),
  async (tx: Tx<Tables>, { intakeId, due }, context) => {
    for (const proposalId of await loadUnassigned(tx, intakeId)) {
      await context.execute(c.RemindOfProposal, { proposalId, about: 'ASSIGNMENT', ifDue: due })
    }
  },
)

export const handlingJobs: readonly JobDefinition[] = [takeSilence, remindOfProposal, remindOfAssignments]

/** Plans what follows from the clocks that events set: silence that counts as acceptance, and reminders. */
export async function planClocks(
  tx: Tx<Tables>,
  _command: unknown,
  events: readonly RecordedEvent<any>[],
  context: DecideContext,
): Promise<void> {
  const offsets = (await loadRules(tx, context.committee, context.now)).values['deadline.reminders']
  const planned = events.flatMap(({ type, data }) => {
    const { proposalId } = data
    return [
      ...windowsOf(type, data).map((due) =>
        schedule(tx, takeSilence, { proposalId, due }, { at: new Date(due), key: `${proposalId}/${due}` }),
      ),
      ...owedOf(type, data).map((owed) => planReminders(tx, { proposalId, ...owed }, { offsets, now: context.now })),
    ]
  })
  await Promise.all(planned)
}

interface Owed {
  about: c.ProposalDuty
  due: string
  /** Where only one of the units owes it by then. */
  unitId?: string
}

async function planReminders(
  tx: Tx<Tables>,
  { proposalId, about, due, unitId }: Owed & { proposalId: string },
  { offsets, now }: { offsets: readonly number[]; now: Date },
): Promise<void> {
  const payload = { proposalId, about, due, ...(unitId !== undefined && { unitId }) }
  const planned = reminders(due, { offsets, since: now.toISOString() }).map(({ offset, at }) => {
    const key = `${proposalId}/${about}/${unitId ?? 'all'}/${offset}`
    return schedule(tx, remindOfProposal, payload, { at: new Date(at), key })
  })
  await Promise.all(planned)
}

/** Reminders of a reply that is owed anew, for whoever orders a rehandling. */
export async function planReplyReminders(
  tx: Tx<Tables>,
  { proposalId, unitIds, due }: { proposalId: string; unitIds: readonly string[]; due: string },
  { committee, now }: DecideContext,
): Promise<void> {
  const offsets = (await loadRules(tx, committee, now)).values['deadline.reminders']
  for (const unitId of unitIds) await planReminders(tx, { proposalId, about: 'REPLY', due, unitId }, { offsets, now })
}

function windowsOf(type: string, data: any): string[] {
  const begins = type === c.ProposalAssigned.type || type === c.UnitReplaced.type
  return begins ? [data.windowDeadline.due] : []
}

function owedOf(type: string, data: any): Owed[] {
  const one = type === c.ProposalAssigned.type ? {} : { unitId: data.unitId as string }
  switch (type) {
    case c.ProposalAssigned.type:
    case c.UnitReplaced.type: {
      const { meetingDeadline, opinionDeadline, replyDeadline } = data
      return [
        { about: 'REPLY', due: replyDeadline.due, ...one },
        { about: 'FIRST_CONTACT', due: meetingDeadline.due, ...one },
        ...(opinionDeadline ? [{ about: 'CO_OPINION' as const, due: opinionDeadline.due, ...one }] : []),
      ]
    }
    case c.AssignmentDeclined.type:
      return [{ about: 'RETURN_ANSWER', due: data.answerDeadline.due, ...one }]
    case c.ExtensionGranted.type:
      return [{ about: 'REPLY', due: data.replyDeadline.due, ...one }]
    default:
      return []
  }
}

/** 交办提醒: planned with the days of a session, and anew when they change. */
export async function planAssignmentReminders(
  tx: Tx<Tables>,
  _command: unknown,
  [event]: readonly RecordedEvent<any>[],
  { now, committee }: DecideContext,
): Promise<void> {
  const { intakeId } = event!.data as { intakeId: string }
  const rules = await loadRules(tx, committee, now)
  const intake = (await findIntake(tx, intakeId))!
  const { due } = assignmentDeadline(rules, intake)
  const since = now.toISOString()
  for (const { offset, at } of reminders(due, { offsets: rules.values['deadline.reminders'], since })) {
    const key = `${intakeId}/${offset}`
    await schedule(tx, remindOfAssignments, { intakeId, due }, { at: new Date(at), key })
  }
}
