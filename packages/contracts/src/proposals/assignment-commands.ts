import { z } from 'zod'
import { command } from '../define.ts'
import { Id, Instant, line, LocalDate, text } from '../primitives.ts'
import { Assignment, DeclineAnswer, ProposalDuty } from './handling.ts'

const proposalId = Id
const unitId = Id
const reason = text(1000)
const documentNumber = line(60)

export const AssignProposal = command(
  'proposals.assign-proposal',
  {
    zh: '交办',
    en: 'Assigns a filed case to its units; the proposal office records so what the supervising office decided by a document',
  },
  {
    proposalId,
    assignment: Assignment,
    documentNumber: documentNumber.optional(),
    /** 统一答复日期: a day that the region fixes for all, in place of the counted one. */
    fixedReplyOn: LocalDate.optional(),
  },
)
export const HoldHandover = command(
  'proposals.hold-handover',
  {
    zh: '交办会',
    en: 'Assigns many cases at one meeting, all of them or none; a line without units takes those suggested at filing',
  },
  {
    heldOn: LocalDate,
    place: text(100),
    documentNumber,
    fixedReplyOn: LocalDate.optional(),
    cases: z
      .array(z.strictObject({ proposalId, assignment: Assignment.optional() }))
      .min(1)
      .max(300),
  },
)
export const AcceptAssignment = command(
  'proposals.accept-assignment',
  { zh: '签收', en: 'A unit takes on what was assigned to it' },
  { proposalId, unitId },
)
export const DeclineAssignment = command(
  'proposals.decline-assignment',
  {
    zh: '退办',
    en: 'The head of a unit returns an assignment within the window, with a reason, and names a unit that fits better',
  },
  { proposalId, unitId, reason, proposedUnitId: Id },
)
export const TakeSilenceAsAcceptance = command(
  'proposals.take-silence-as-acceptance',
  { zh: '逾期视为签收', en: 'The units that said nothing until the window ended have accepted' },
  { proposalId, ifDue: Instant },
)
export const AnswerDecline = command(
  'proposals.answer-decline',
  {
    zh: '答复退办',
    en: 'Takes a returned assignment back, for another unit where one is named, or has the unit handle it all the same',
  },
  { proposalId, unitId, answer: DeclineAnswer, reason, replacementUnitId: Id.optional() },
)
export const UrgeUnit = command(
  'proposals.urge-unit',
  { zh: '催办', en: 'Urges a unit by a document with a number' },
  { proposalId, unitId, about: ProposalDuty, documentNumber, message: text(1000).optional() },
)
export const RemindOfProposal = command(
  'proposals.remind-of-proposal',
  { zh: '到期提醒', en: 'Reminds of what is owed by an instant, where it still is' },
  { proposalId, about: ProposalDuty, ifDue: Instant, unitId: unitId.optional() },
)
