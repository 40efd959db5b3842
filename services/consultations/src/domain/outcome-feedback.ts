import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { daysLeft, dueBy, shanghaiDate } from '@lianxie/policy'
import {
  adoptionOf,
  followItem,
  type ItemFacts,
  type Outcome,
  requireDay,
  requireOutcome,
  type Suggestion,
} from './outcome.ts'
import { refuseUnknown } from './plan-item.ts'
import type { Deciding } from './plan.ts'
import { isLate, requireOwnUnit, type Rules } from './session.ts'

interface SuggestionFacts {
  outcome: Outcome
  suggestion: Suggestion
}

/** 交办: gives a suggestion to the unit that answers it, and the time for it. */
export function assignSuggestion(
  { outcome, suggestion, unknownUnits, rules }: SuggestionFacts & { unknownUnits: string[]; rules: Rules },
  { unitId }: CommandOf<typeof c.AssignSuggestion>,
  { now }: Deciding,
) {
  requireOutcome(outcome, ['SUBMITTED', 'INSTRUCTED'])
  refuseUnknown({ bodies: [], units: unknownUnits }, { units: 'unitId' })
  requireUnanswered(suggestion)
  if (suggestion.unitId === unitId) throw new Refusal('suggestion.same_unit', { field: 'unitId' })
  const deadline = dueBy(rules, 'consult.suggestionFeedbackDue', { anchor: shanghaiDate(now) })
  return [c.SuggestionAssigned({ ...idsOf(outcome), suggestionId: suggestion.id, unitId, deadline })]
}

/** 批示: that a leader gave an instruction, and on which day. Its words are kept beside the events. */
export function recordInstruction(
  { outcome, ...facts }: ItemFacts & { outcome: Outcome },
  { instructedOn }: CommandOf<typeof c.RecordInstruction>,
  { now, newId }: Deciding,
) {
  requireOutcome(outcome, ['SUBMITTED', 'INSTRUCTED', 'ANSWERED', 'IMPLEMENTED'])
  requireDay(instructedOn, 'instructedOn', now, outcome.submittedOn)
  return [
    c.OutcomeInstructed({ ...idsOf(outcome), instructionId: newId(), instructedOn }),
    ...followItem(facts, { ...outcome, instructedOn }, { outcomeId: outcome.id }),
  ]
}

/** 更正批示: the words were taken down wrongly. */
export function correctInstruction(
  { outcome }: { outcome: Outcome },
  { instructionId, reason }: CommandOf<typeof c.CorrectInstruction>,
) {
  return [c.OutcomeInstructionCorrected({ ...idsOf(outcome), instructionId, reason })]
}

/** 反馈: the unit adopts a suggestion, or says why not; with the last answer the outcome is answered. */
export function answerSuggestion(
  { outcome, suggestion, ...facts }: ItemFacts & SuggestionFacts,
  { adoption, answer, reasons, files }: CommandOf<typeof c.AnswerSuggestion>,
  { now, actor }: Deciding,
) {
  requireOwnUnit(actor, suggestion.unitId, 'suggestionId')
  requireOutcome(outcome, ['SUBMITTED', 'INSTRUCTED'])
  requireUnanswered(suggestion)
  if (adoption !== 'ADOPTED' && reasons === undefined)
    throw new Refusal('suggestion.reasons_missing', { field: 'reasons' })
  const { unitId, deadline } = assignmentOf(suggestion)
  const answered = c.SuggestionAnswered({
    ...idsOf(outcome),
    suggestionId: suggestion.id,
    unitId,
    adoption,
    answer,
    ...(reasons !== undefined && { reasons }),
    files,
    late: isLate(deadline, now),
  })
  const suggestions = replaced(outcome, { ...suggestion, adoption })
  return [answered, ...afterFeedback({ outcome: { ...outcome, suggestions }, ...facts })]
}

/** 落实: the unit reports how an adopted suggestion is carried out, until it is done. */
export function reportImplementation(
  { outcome, suggestion, ...facts }: ItemFacts & SuggestionFacts,
  { progress, done, files }: CommandOf<typeof c.ReportImplementation>,
  { actor }: Deciding,
) {
  requireOwnUnit(actor, suggestion.unitId, 'suggestionId')
  requireOutcome(outcome, ['SUBMITTED', 'INSTRUCTED', 'ANSWERED'])
  if (suggestion.adoption === undefined || suggestion.adoption === 'NOT_ADOPTED') {
    throw new Refusal('suggestion.not_adopted', { field: 'suggestionId' })
  }
  if (suggestion.isImplemented) throw new Refusal('suggestion.implemented', { field: 'suggestionId' })
  const { unitId } = assignmentOf(suggestion)
  const progressed = c.SuggestionProgressed({
    ...idsOf(outcome),
    suggestionId: suggestion.id,
    unitId,
    progress,
    done,
    files,
  })
  const suggestions = replaced(outcome, { ...suggestion, isImplemented: done })
  return [progressed, ...afterFeedback({ outcome: { ...outcome, suggestions }, ...facts })]
}

/** 跟踪: what came of it is reported; of an outcome that was not adopted at all, that alone. */
export function trackOutcome(
  { outcome, ...facts }: ItemFacts & { outcome: Outcome },
  { summary, reportedTo, reportedOn }: CommandOf<typeof c.TrackOutcome>,
  { now }: Deciding,
) {
  requireOutcome(outcome, outcome.adoption === 'NOT_ADOPTED' ? ['ANSWERED'] : ['IMPLEMENTED'])
  requireDay(reportedOn, 'reportedOn', now, outcome.submittedOn)
  return [
    c.OutcomeTracked({ ...idsOf(outcome), summary, reportedTo: [...new Set(reportedTo)], reportedOn }),
    ...followItem(facts, { ...outcome, state: 'TRACKED' }, { outcomeId: outcome.id }),
  ]
}

/** 办结: once every promise made on the item is closed. */
export function closeOutcome({
  outcome,
  openCommitments,
  ...facts
}: ItemFacts & { outcome: Outcome; openCommitments: number }) {
  requireOutcome(outcome, ['TRACKED'])
  if (openCommitments > 0) throw new Refusal('outcome.commitments_open', { field: 'outcomeId', openCommitments })
  const { adoption } = outcome
  if (adoption === undefined) throw new Error(`expected the tracked outcome ${outcome.id} to be answered`)
  return [
    c.OutcomeClosed({ ...idsOf(outcome), adoption }),
    ...followItem(facts, { ...outcome, state: 'CLOSED' }, { outcomeId: outcome.id }),
  ]
}

/** 催办: of a suggestion that is not answered; a planned reminder says nothing once its day was moved. */
export function remindOfSuggestion(
  { outcome, suggestion }: SuggestionFacts,
  { ifDue }: CommandOf<typeof c.RemindOfSuggestion>,
  { now }: Deciding,
) {
  const { unitId, deadline, adoption } = suggestion
  const isOwed = deadline !== undefined && unitId !== undefined && adoption === undefined
  if (!isOwed || (ifDue !== undefined && ifDue !== deadline.due)) {
    if (ifDue !== undefined) return []
    throw new Refusal('reminder.nothing_due', { field: 'suggestionId' })
  }
  const { due } = deadline
  return [
    c.SuggestionReminded({ ...idsOf(outcome), suggestionId: suggestion.id, unitId, due, daysLeft: daysLeft(due, now) }),
  ]
}

/** With the last answer the outcome is answered, with the last deed it is carried out; the item follows. */
function afterFeedback({ outcome, ...facts }: ItemFacts & { outcome: Outcome }) {
  const cause = { outcomeId: outcome.id }
  const answers = outcome.suggestions.flatMap((suggestion) => suggestion.adoption ?? [])
  if (answers.length < outcome.suggestions.length) return []
  const adoption = adoptionOf(answers)
  const isDone =
    adoption !== 'NOT_ADOPTED' &&
    outcome.suggestions.every((suggestion) => suggestion.adoption === 'NOT_ADOPTED' || suggestion.isImplemented)
  const isAnswered = outcome.state !== 'ANSWERED'
  return [
    ...(isAnswered ? [c.OutcomeAnswered({ ...idsOf(outcome), adoption })] : []),
    ...(isDone ? [c.OutcomeImplemented(idsOf(outcome))] : []),
    ...followItem(facts, { ...outcome, adoption, state: isDone ? 'IMPLEMENTED' : 'ANSWERED' }, cause),
  ]
}

const idsOf = ({ id, itemId }: Outcome) => ({ outcomeId: id, itemId })

const replaced = ({ suggestions }: Outcome, changed: Suggestion) =>
  suggestions.map((suggestion) => (suggestion.id === changed.id ? changed : suggestion))

function requireUnanswered(suggestion: Suggestion): void {
  if (suggestion.adoption !== undefined) throw new Refusal('suggestion.answered', { field: 'suggestionId' })
}

function assignmentOf({ unitId, deadline }: Suggestion): { unitId: string; deadline: c.Deadline } {
  if (unitId === undefined || deadline === undefined)
    throw new Refusal('suggestion.not_assigned', { field: 'suggestionId' })
  return { unitId, deadline }
}
