import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { dueBy } from '@lianxie/policy'
import { followItem, type ItemFacts, type Outcome, requireDay, requireOutcome } from './outcome.ts'
import { refuseUnknown } from './plan-item.ts'
import type { Deciding } from './plan.ts'
import { requireItem } from './session-item.ts'
import type { Rules } from './session.ts'

/** Outcomes can be drafted from the first session until the answers to all of them are in. */
export const DRAFTABLE = [
  'SESSION_HELD',
  'OUTCOME_DRAFTED',
  'OUTCOME_APPROVED',
  'SUBMITTED',
  'INSTRUCTED',
] as const satisfies c.ItemState[]

interface DraftFacts extends ItemFacts {
  /** The items of the session and the research that the draft names. */
  sessionItem?: string | undefined
  researchItem?: string | undefined
  unknownUnits: string[]
}

/** 起草成果: its suggestions one by one. */
export function draftOutcome(facts: DraftFacts, command: CommandOf<typeof c.DraftOutcome>, { newId }: Deciding) {
  const { itemId, sessionId, researchId, kind, title, file, suggestions } = command
  requireItem(facts.item, DRAFTABLE)
  if (sessionId !== undefined && facts.sessionItem !== itemId)
    throw new Refusal('outcome.other_item', { field: 'sessionId' })
  if (researchId !== undefined && facts.researchItem !== itemId)
    throw new Refusal('outcome.other_item', { field: 'researchId' })
  refuseUnknown({ bodies: [], units: facts.unknownUnits }, { units: 'suggestions' })
  const outcomeId = newId()
  return [
    c.OutcomeDrafted({
      outcomeId,
      itemId,
      ...(sessionId !== undefined && { sessionId }),
      ...(researchId !== undefined && { researchId }),
      kind,
      title,
      ...(file !== undefined && { file }),
      suggestions: suggestions.map((suggestion) => ({ suggestionId: newId(), ...suggestion })),
    }),
    ...followItem(facts, { id: outcomeId, state: 'DRAFTED' }, { outcomeId }),
  ]
}

/** 修改成果: the whole draft anew. */
export function reviseOutcome(
  { outcome, unknownUnits }: { outcome: Outcome; unknownUnits: string[] },
  { title, file, suggestions }: CommandOf<typeof c.ReviseOutcome>,
  { newId }: Deciding,
) {
  requireOutcome(outcome, ['DRAFTED'])
  refuseUnknown({ bodies: [], units: unknownUnits }, { units: 'suggestions' })
  return [
    c.OutcomeRevised({
      outcomeId: outcome.id,
      itemId: outcome.itemId,
      title,
      ...(file !== undefined && { file }),
      suggestions: suggestions.map((suggestion) => ({ suggestionId: newId(), ...suggestion })),
    }),
  ]
}

/** 退回修改: by a chair. */
export function returnOutcome({ outcome }: { outcome: Outcome }, { reason }: CommandOf<typeof c.ReturnOutcome>) {
  requireOutcome(outcome, ['DRAFTED'])
  return [c.OutcomeReturned({ outcomeId: outcome.id, itemId: outcome.itemId, reason })]
}

/** 撤回成果: a draft is dropped. */
export function withdrawOutcome(
  { outcome, ...facts }: ItemFacts & { outcome: Outcome },
  { reason }: CommandOf<typeof c.WithdrawOutcome>,
) {
  requireOutcome(outcome, ['DRAFTED'])
  return [
    c.OutcomeWithdrawn({ outcomeId: outcome.id, itemId: outcome.itemId, reason }),
    ...followItem(facts, { ...outcome, state: 'WITHDRAWN' }, { outcomeId: outcome.id }),
  ]
}

/** 审议通过: by the chairs' meeting or the standing committee. */
export function approveOutcome(
  { outcome, ...facts }: ItemFacts & { outcome: Outcome },
  { meeting, meetingName, meetingOn }: CommandOf<typeof c.ApproveOutcome>,
  { now }: Deciding,
) {
  requireOutcome(outcome, ['DRAFTED'])
  requireDay(meetingOn, 'meetingOn', now)
  return [
    c.OutcomeApproved({ outcomeId: outcome.id, itemId: outcome.itemId, meeting, meetingName, meetingOn }),
    ...followItem(facts, { ...outcome, state: 'APPROVED' }, { outcomeId: outcome.id }),
  ]
}

/** 报送: by the party group; suggestions that are meant for a unit are with it from that day. */
export function submitOutcome(
  { outcome, rules, ...facts }: ItemFacts & { outcome: Outcome; rules: Rules },
  { recipients, documentNumber, submittedOn }: CommandOf<typeof c.SubmitOutcome>,
  { now }: Deciding,
) {
  requireOutcome(outcome, ['APPROVED'])
  requireDay(submittedOn, 'submittedOn', now, outcome.meetingOn)
  const ids = { outcomeId: outcome.id, itemId: outcome.itemId }
  const deadline = dueBy(rules, 'consult.suggestionFeedbackDue', { anchor: submittedOn })
  return [
    c.OutcomeSubmitted({
      ...ids,
      kind: outcome.kind,
      title: outcome.title,
      recipients: [...new Set(recipients)],
      documentNumber,
      submittedOn,
      suggestions: outcome.suggestions.length,
    }),
    ...outcome.suggestions.flatMap(({ id, unitId }) =>
      unitId === undefined ? [] : [c.SuggestionAssigned({ ...ids, suggestionId: id, unitId, deadline })],
    ),
    ...followItem(facts, { ...outcome, state: 'SUBMITTED' }, { outcomeId: outcome.id }),
  ]
}
