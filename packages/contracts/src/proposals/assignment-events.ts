import { z } from 'zod'
import { Deadline } from '../common/deadline.ts'
import { event } from '../define.ts'
import { Id, Instant, line, LocalDate } from '../primitives.ts'
import { AcceptedBy, AssignedUnit, AssignmentMode, AssignmentRole, DeclineAnswer, ProposalDuty } from './handling.ts'
import { ProposalState } from './proposal.ts'

const about = { aggregate: 'proposal', key: 'proposalId' } as const
const proposalId = Id
const unitId = Id
/** Where the case stands from then on: with several units, one alone does not move it. */
const state = ProposalState
const documentNumber = line(60)

/** The clocks of an assignment. The reply is owed from the first assignment of the case on: nothing stops that clock. */
const clocks = {
  /** 退办期限. */
  windowDeadline: Deadline,
  /** 首次联系提案人期限. */
  meetingDeadline: Deadline,
  /** 会办意见期限, where there are co-units. */
  opinionDeadline: Deadline.optional(),
  replyDeadline: Deadline,
  /** False when the region fixed the day of the reply. */
  replyByRule: z.boolean(),
}

export const ProposalAssigned = event(
  'proposals.proposal-assigned',
  1,
  { zh: '提案已交办', en: 'A case was assigned to its units', ...about },
  {
    proposalId,
    mode: AssignmentMode,
    units: z.array(AssignedUnit).min(1).max(31),
    assignedOn: LocalDate,
    handoverId: Id.optional(),
    documentNumber: documentNumber.optional(),
    ...clocks,
  },
)
export const HandoverHeld = event(
  'proposals.handover-held',
  1,
  { zh: '交办会已召开', en: 'Cases were assigned at a meeting', aggregate: 'handover', key: 'handoverId' },
  { handoverId: Id, heldOn: LocalDate, documentNumber, proposalIds: z.array(Id).min(1).max(300) },
)
export const AssignmentAccepted = event(
  'proposals.assignment-accepted',
  1,
  { zh: '单位已签收', en: 'A unit has taken a case on, by itself, by its silence or by order', ...about },
  { proposalId, unitId, by: AcceptedBy, state },
)
export const AssignmentDeclined = event(
  'proposals.assignment-declined',
  1,
  { zh: '单位已退办', en: 'A unit returned an assignment', ...about },
  { proposalId, unitId, proposedUnitId: Id, answerDeadline: Deadline, state },
)
export const DeclineAnswered = event(
  'proposals.decline-answered',
  1,
  { zh: '退办已答复', en: 'The office answered the return of an assignment', ...about },
  { proposalId, unitId, answer: DeclineAnswer, late: z.boolean(), state },
)
export const UnitReplaced = event(
  'proposals.unit-replaced',
  1,
  { zh: '承办单位已调整', en: 'Another unit took the part of one that returned its assignment', ...about },
  { proposalId, unitId, role: AssignmentRole, replacedUnitId: Id, ...clocks, state },
)
export const UnitUrged = event(
  'proposals.unit-urged',
  1,
  { zh: '已催办', en: 'A unit was urged by a document', ...about },
  { proposalId, unitId, about: ProposalDuty, documentNumber, due: Instant, daysLeft: z.int() },
)
export const ProposalReminded = event(
  'proposals.proposal-reminded',
  1,
  { zh: '已提醒', en: 'What is still owed was reminded of; days left are negative once it is overdue', ...about },
  { proposalId, unitId: unitId.optional(), about: ProposalDuty, due: Instant, daysLeft: z.int() },
)
