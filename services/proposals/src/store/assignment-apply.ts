import type { Deadline, proposals as c } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Insertable } from 'kysely'
import type { Appliers } from './appliers.ts'
import type { AssignmentTable } from './handling-tables.ts'
import { setAssignment, setReplyDue } from './set-assignment.ts'
import { moveProposal } from './set-proposal.ts'
import type { Tables } from './tables.ts'

/** 交办、签收、退办、催办. */
export const assignmentAppliers = {
  'proposals.handover-held': (tx, { data, time }) =>
    tx
      .insertInto('handover')
      .values({
        id: data.handoverId,
        held_on: data.heldOn,
        document_number: data.documentNumber,
        held_at: time,
        cases: data.proposalIds.length,
      })
      .execute(),
  async 'proposals.proposal-assigned'(tx, event) {
    const { data, time } = event
    // Whoever returned an earlier assignment is not part of this one.
    await tx
      .updateTable('proposal_assignment')
      .set({ state: 'RELEASED' })
      .where('proposal_id', '=', data.proposalId)
      .execute()
    await assign(tx, { ...data, time }, data.units)
    await moveProposal(tx, event, 'ASSIGNED', {
      assignment_mode: data.mode,
      reply_due_at: new Date(data.replyDeadline.due),
    })
    await tx
      .updateTable('proposal')
      .set({ assigned_at: time, assigned_on: data.assignedOn })
      .where('id', '=', data.proposalId)
      .where('assigned_at', 'is', null)
      .execute()
  },
  async 'proposals.assignment-accepted'(tx, event) {
    const { data, time } = event
    await setAssignment(tx, data, { state: 'ACCEPTED', accepted_at: time, accepted_by: data.by })
    await moveProposal(tx, event, data.state)
  },
  async 'proposals.assignment-declined'(tx, event) {
    const { data, time, aggregateVersion } = event
    await setAssignment(tx, data, {
      state: 'DECLINED',
      declined_at: time,
      declined_version: aggregateVersion,
      proposed_unit: data.proposedUnitId,
      return_answer_deadline: JSON.stringify(data.answerDeadline),
      return_answer_due: new Date(data.answerDeadline.due),
    })
    await moveProposal(tx, event, data.state)
  },
  async 'proposals.decline-answered'(tx, event) {
    const { data, time, aggregateVersion } = event
    await setAssignment(tx, data, {
      ...(data.answer === 'UPHELD' && { state: 'RELEASED' }),
      return_answer: data.answer,
      return_answered_at: time,
      return_answer_version: aggregateVersion,
    })
    await moveProposal(tx, event, data.state)
    await setReplyDue(tx, data.proposalId)
  },
  async 'proposals.unit-replaced'(tx, event) {
    const { data, time } = event
    await assign(tx, { ...data, time }, [{ unitId: data.unitId, role: data.role }])
    await moveProposal(tx, event, data.state)
    await setReplyDue(tx, data.proposalId)
  },
  'proposals.unit-urged': (tx, { data, time, aggregateVersion }) =>
    notice(tx, { ...data, version: aggregateVersion, time }),
  'proposals.proposal-reminded': (tx, { data, time, aggregateVersion }) =>
    notice(tx, { ...data, version: aggregateVersion, time }),
} satisfies Partial<Appliers>

interface Assigned {
  proposalId: string
  time: Date
  handoverId?: string | undefined
  replacedUnitId?: string | undefined
  windowDeadline: Deadline
  meetingDeadline: Deadline
  opinionDeadline?: Deadline | undefined
  replyDeadline: Deadline
  replyByRule: boolean
}

/** A unit that comes back to a case begins anew; what it did for it before stays known. */
async function assign(tx: Tx<Tables>, data: Assigned, units: readonly c.AssignedUnit[]): Promise<void> {
  const rows = units.map(({ unitId, role }, position): Insertable<AssignmentTable> => {
    const opinion = role === 'CO' ? data.opinionDeadline : undefined
    return {
      proposal_id: data.proposalId,
      unit_id: unitId,
      position,
      role,
      state: 'ASSIGNED',
      work: 'HANDLING',
      assigned_at: data.time,
      handover_id: data.handoverId ?? null,
      replaced_unit: data.replacedUnitId ?? null,
      window_deadline: JSON.stringify(data.windowDeadline),
      window_due: new Date(data.windowDeadline.due),
      accepted_at: null,
      accepted_by: null,
      declined_at: null,
      declined_version: null,
      proposed_unit: null,
      return_answer_deadline: null,
      return_answer_due: null,
      return_answer: null,
      return_answered_at: null,
      return_answer_version: null,
      contact_deadline: JSON.stringify(data.meetingDeadline),
      contact_due: new Date(data.meetingDeadline.due),
      opinion_deadline: opinion ? JSON.stringify(opinion) : null,
      opinion_due: opinion ? new Date(opinion.due) : null,
      reply_deadline: JSON.stringify(data.replyDeadline),
      reply_due: new Date(data.replyDeadline.due),
      reply_by_rule: data.replyByRule,
    }
  })
  for (const row of rows) {
    const { proposal_id: _, unit_id: __, ...values } = row
    await tx
      .insertInto('proposal_assignment')
      .values(row)
      .onConflict((conflict) => conflict.columns(['proposal_id', 'unit_id']).doUpdateSet(values))
      .execute()
  }
}

interface Notice {
  proposalId: string
  version: number
  unitId?: string | undefined
  about: c.ProposalDuty
  due: string
  daysLeft: number
  documentNumber?: string
  time: Date
}

const notice = (tx: Tx<Tables>, { proposalId, version, unitId, about, due, daysLeft, documentNumber, time }: Notice) =>
  tx
    .insertInto('proposal_notice')
    .values({
      proposal_id: proposalId,
      version,
      unit_id: unitId ?? null,
      about,
      due_at: new Date(due),
      days_left: daysLeft,
      document_number: documentNumber ?? null,
      noticed_at: time,
    })
    .execute()
