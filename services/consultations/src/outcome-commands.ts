import { consultations as c } from '@lianxie/contracts'
import { handle, type Handler, type RecordedEvent, type Tx } from '@lianxie/service-kit'
import {
  answerSuggestion,
  assignSuggestion,
  closeOutcome,
  correctInstruction,
  recordInstruction,
  remindOfSuggestion,
  reportImplementation,
  trackOutcome,
} from './domain/outcome-feedback.ts'
import {
  approveOutcome,
  draftOutcome,
  returnOutcome,
  reviseOutcome,
  submitOutcome,
  withdrawOutcome,
} from './domain/outcome-submission.ts'
import { DRAFTERS } from './domain/plan.ts'
import { planReminders } from './session-jobs.ts'
import * as store from './store/outcome.ts'
import { findUnknownUnits, loadRules, lockItem } from './store/session.ts'
import { keepWords } from './store/session-words.ts'
import type { Tables } from './store/tables.ts'

const onOutcome = ({ outcomeId }: { outcomeId: string }) => `outcome/${outcomeId}`

const UNITS = ['UNIT_HANDLER', 'UNIT_LEADER'] as const

const outcome = async (tx: Tx<Tables>, { outcomeId }: { outcomeId: string }) => ({
  outcome: await store.loadOutcome(tx, outcomeId),
})

const withSuggestion = async (
  tx: Tx<Tables>,
  { outcomeId, suggestionId }: { outcomeId: string; suggestionId: string },
) => {
  const found = await store.loadOutcome(tx, outcomeId)
  return { outcome: found, suggestion: store.suggestionIn(found, suggestionId) }
}

/** The item, locked, and all of its outcomes: what the item does after one of them has moved. */
const itemOf = async (tx: Tx<Tables>, itemId: string, field: string) => ({
  item: await lockItem(tx, itemId, field),
  outcomes: await store.loadOutcomesOf(tx, itemId),
})

const withItem = async (tx: Tx<Tables>, body: { outcomeId: string }) => {
  const found = await outcome(tx, body)
  return { ...found, ...(await itemOf(tx, found.outcome.itemId, 'outcomeId')) }
}

const withSuggestionAndItem = async (tx: Tx<Tables>, body: { outcomeId: string; suggestionId: string }) => {
  const found = await withSuggestion(tx, body)
  return { ...found, ...(await itemOf(tx, found.outcome.itemId, 'outcomeId')) }
}

const unitsIn = (suggestions: readonly { unitId?: string | undefined }[]) =>
  suggestions.flatMap(({ unitId }) => unitId ?? [])

/** The words of an instruction, kept beside its fact. */
const keepInstruction = (
  tx: Tx<Tables>,
  { leaderPost, text }: { leaderPost: string; text: string },
  [event]: readonly RecordedEvent<any>[],
  context: Parameters<typeof keepWords>[5],
) =>
  keepWords(
    tx,
    'outcome_instruction',
    { id: event!.data.instructionId },
    { leader_post: leaderPost, text },
    event!,
    context,
  )

/** What can be asked about outcomes (建言成果), in the order in which an outcome comes about. */
export const outcomeHandlers: Handler<any, any, any>[] = [
  handle(c.DraftOutcome, {
    allow: DRAFTERS,
    target: ({ itemId }) => `item/${itemId}`,
    load: async (tx: Tx<Tables>, { itemId, sessionId, researchId, suggestions }) => ({
      ...(await itemOf(tx, itemId, 'itemId')),
      sessionItem: await store.itemOf(tx, 'session', sessionId),
      researchItem: await store.itemOf(tx, 'research', researchId),
      unknownUnits: await findUnknownUnits(tx, unitsIn(suggestions)),
    }),
    decide: draftOutcome,
  }),
  handle(c.ReviseOutcome, {
    allow: DRAFTERS,
    target: onOutcome,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await outcome(tx, body)),
      unknownUnits: await findUnknownUnits(tx, unitsIn(body.suggestions)),
    }),
    decide: reviseOutcome,
  }),
  handle(c.ReturnOutcome, { allow: ['CHAIR'], target: onOutcome, load: outcome, decide: returnOutcome }),
  handle(c.WithdrawOutcome, { allow: DRAFTERS, target: onOutcome, load: withItem, decide: withdrawOutcome }),
  handle(c.ApproveOutcome, { allow: ['CHAIR'], target: onOutcome, load: withItem, decide: approveOutcome }),
  handle(c.SubmitOutcome, {
    allow: ['STAFF_OFFICE'],
    target: onOutcome,
    load: async (tx: Tx<Tables>, body, { committee, now }) => ({
      ...(await withItem(tx, body)),
      rules: await loadRules(tx, committee, now),
    }),
    decide: submitOutcome,
    also: planReminders,
  }),
  handle(c.AssignSuggestion, {
    allow: [...DRAFTERS, 'SUPERVISION_OFFICE'],
    target: onOutcome,
    load: async (tx: Tx<Tables>, body, { committee, now }) => ({
      ...(await withSuggestion(tx, body)),
      unknownUnits: await findUnknownUnits(tx, [body.unitId]),
      rules: await loadRules(tx, committee, now),
    }),
    decide: assignSuggestion,
    also: planReminders,
  }),
  handle(c.RecordInstruction, {
    allow: ['CHAIR'],
    target: onOutcome,
    load: withItem,
    decide: recordInstruction,
    also: keepInstruction,
  }),
  handle(c.CorrectInstruction, {
    allow: ['CHAIR'],
    target: onOutcome,
    load: async (tx: Tx<Tables>, body) => {
      await store.requireInstruction(tx, body.outcomeId, body.instructionId)
      return outcome(tx, body)
    },
    decide: correctInstruction,
    also: keepInstruction,
  }),
  handle(c.AnswerSuggestion, {
    allow: UNITS,
    target: onOutcome,
    load: withSuggestionAndItem,
    decide: answerSuggestion,
  }),
  handle(c.ReportImplementation, {
    allow: UNITS,
    target: onOutcome,
    load: withSuggestionAndItem,
    decide: reportImplementation,
  }),
  handle(c.TrackOutcome, { allow: DRAFTERS, target: onOutcome, load: withItem, decide: trackOutcome }),
  handle(c.CloseOutcome, {
    allow: DRAFTERS,
    target: onOutcome,
    load: async (tx: Tx<Tables>, body) => {
      const found = await withItem(tx, body)
      return { ...found, openCommitments: await store.countOpenCommitments(tx, found.outcome.itemId) }
    },
    decide: closeOutcome,
  }),
  handle(c.RemindOfSuggestion, {
    allow: [...DRAFTERS, 'SUPERVISION_OFFICE'],
    target: onOutcome,
    load: withSuggestion,
    decide: remindOfSuggestion,
  }),
]
