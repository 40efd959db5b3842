import { z } from 'zod'
import { historyDated as dated, historyFact as fact, historyRef as ref } from '../common/history.ts'
import { line, LocalDate, text } from '../primitives.ts'
import { CollectiveKind, NotFiledReason, termAndSession } from './proposal.ts'

const unit = line(100)

export const MemberJoinedFact = fact('member-joined', { name: line(40) })

export const ProposalSubmittedFact = fact('proposal-submitted', {
  title: line(200),
  /** The class as it was printed. */
  area: line(40).nullish(),
  collective: z.boolean(),
  /** Of a collective one: whether a party or persons without party made it. */
  byParty: z.boolean().default(false),
  collectiveKind: CollectiveKind.optional(),
  /** Members by what the file calls them, bodies by their names. */
  proposers: z.array(line(100)).min(1).max(200),
  atPlenary: z.boolean(),
  termNumber: termAndSession.termNumber.optional(),
  sessionNumber: termAndSession.sessionNumber.optional(),
  dated,
})
export const ProposalReviewedFact = fact('proposal-reviewed', {
  outcome: z.enum(['filed', 'opinion-information', 'reference-letter', 'not-filed', 'returned']),
  /** 提案号; only what was filed has one. */
  number: z.int().min(1).max(99_999).nullish(),
  reasonCode: NotFiledReason.optional(),
  dated,
})
export const ProposalMergedFact = fact('proposal-merged', { into: ref })
export const ProposalSelectedKeyFact = fact('proposal-selected-key', {
  /** 督办领导: a post, never a name. */
  supervisor: line(40).nullish(),
})
export const ProposalAssignedFact = fact('proposal-assigned', {
  lead: unit,
  assist: z.array(unit).max(30).default([]),
  due: LocalDate.nullish(),
  dated,
})
export const ProposalReturnedFact = fact('proposal-assignment-returned', { by: unit, reason: text(500).optional() })
export const ProposalConsultedFact = fact('proposal-consulted', { form: line(40), dated })
export const ProposalRepliedFact = fact('proposal-replied', {
  class: z.enum(['A', 'B', 'C', 'D']).nullish(),
  round: z.int().min(1).max(20).default(1),
  dated,
})
export const ProposalSupervisedFact = fact('proposal-supervised', { form: line(40) })
export const ProposalAppraisedFact = fact('proposal-appraised', {
  satisfaction: z.enum(['满意', '基本满意', '理解', '不满意']),
  round: z.int().min(1).max(20).default(1),
  dated,
})

/** 历史事实: one line of a file of past years as far as proposals go, in the words of no system. */
export const HistoryFact = z
  .discriminatedUnion('fact', [
    MemberJoinedFact,
    ProposalSubmittedFact,
    ProposalReviewedFact,
    ProposalMergedFact,
    ProposalSelectedKeyFact,
    ProposalAssignedFact,
    ProposalReturnedFact,
    ProposalConsultedFact,
    ProposalRepliedFact,
    ProposalSupervisedFact,
    ProposalAppraisedFact,
  ])
  .superRefine((value, context) => {
    if (value.fact === 'proposal-reviewed' && value.outcome === 'filed' && value.number == null)
      context.addIssue({ code: 'invalid_type', expected: 'number', path: ['number'], input: value.number })
  })
export type HistoryFact = z.output<typeof HistoryFact>
export type HistoryFactName = HistoryFact['fact']

/** The facts that are read; files hold others too, which concern other services. */
export const HISTORY_FACTS = [
  'member-joined',
  'proposal-submitted',
  'proposal-reviewed',
  'proposal-merged',
  'proposal-selected-key',
  'proposal-assigned',
  'proposal-assignment-returned',
  'proposal-consulted',
  'proposal-replied',
  'proposal-supervised',
  'proposal-appraised',
] as const satisfies readonly HistoryFactName[]
