import { searchText, type Tx } from '@lianxie/service-kit'
import type { Updateable } from 'kysely'
import type { Appliers } from './session-appliers.ts'
import type { OutcomeTable, SuggestionTable } from './outcome-tables.ts'
import type { Tables } from './tables.ts'

/** 建言成果 and its suggestions, from the draft to the end of tracking. */
export const outcomeAppliers: Appliers<'outcome' | 'suggestion'> = {
  async 'consultations.outcome-drafted'(tx, { data, time }) {
    await tx
      .insertInto('outcome')
      .values({
        id: data.outcomeId,
        item_id: data.itemId,
        session_id: data.sessionId ?? null,
        research_id: data.researchId ?? null,
        kind: data.kind,
        title: data.title,
        file: data.file === undefined ? null : JSON.stringify(data.file),
        state: 'DRAFTED',
        drafted_at: time,
        search: searchOf(data),
      })
      .execute()
    await addSuggestions(tx, data)
  },

  async 'consultations.outcome-revised'(tx, { data }) {
    await setOutcome(tx, data.outcomeId, {
      title: data.title,
      file: data.file === undefined ? null : JSON.stringify(data.file),
      reason: null,
      search: searchOf(data),
    })
    await tx.deleteFrom('outcome_suggestion').where('outcome_id', '=', data.outcomeId).execute()
    await addSuggestions(tx, data)
  },

  'consultations.outcome-returned': (tx, { data }) => setOutcome(tx, data.outcomeId, { reason: data.reason }),
  'consultations.outcome-withdrawn': (tx, { data }) =>
    setOutcome(tx, data.outcomeId, { state: 'WITHDRAWN', reason: data.reason }),

  'consultations.outcome-approved': (tx, { data, time }) =>
    setOutcome(tx, data.outcomeId, {
      state: 'APPROVED',
      reason: null,
      meeting: data.meeting,
      meeting_name: data.meetingName,
      meeting_on: data.meetingOn,
      approved_at: time,
    }),

  'consultations.outcome-submitted': (tx, { data }) =>
    setOutcome(tx, data.outcomeId, {
      state: 'SUBMITTED',
      recipients: data.recipients,
      document_number: data.documentNumber,
      submitted_on: data.submittedOn,
    }),

  'consultations.suggestion-assigned': (tx, { data }) =>
    setSuggestion(tx, data.suggestionId, {
      unit_id: data.unitId,
      deadline: JSON.stringify(data.deadline),
      due_at: new Date(data.deadline.due),
    }),

  async 'consultations.outcome-instructed'(tx, { data, time }) {
    const { instructionId: id, outcomeId: outcome_id, instructedOn: instructed_on } = data
    await tx.insertInto('outcome_instruction').values({ id, outcome_id, instructed_on, recorded_at: time }).execute()
    await setOutcome(tx, outcome_id, { instructed_on })
    await tx
      .updateTable('outcome')
      .set({ state: 'INSTRUCTED' })
      .where('id', '=', outcome_id)
      .where('state', '=', 'SUBMITTED')
      .execute()
  },

  'consultations.outcome-instruction-corrected': (tx, { data, time }) =>
    tx.updateTable('outcome_instruction').set({ corrected_at: time }).where('id', '=', data.instructionId).execute(),

  'consultations.suggestion-answered': (tx, { data, time }) =>
    setSuggestion(tx, data.suggestionId, {
      adoption: data.adoption,
      answer: data.answer,
      reasons: data.reasons ?? null,
      files: JSON.stringify(data.files),
      answered_at: time,
      late: data.late,
    }),

  'consultations.outcome-answered': (tx, { data }) =>
    setOutcome(tx, data.outcomeId, { state: 'ANSWERED', adoption: data.adoption }),

  async 'consultations.suggestion-progressed'(tx, { data, time, aggregateVersion }) {
    await tx
      .insertInto('suggestion_report')
      .values({
        outcome_id: data.outcomeId,
        version: aggregateVersion,
        suggestion_id: data.suggestionId,
        at: time,
        progress: data.progress,
        done: data.done,
        files: JSON.stringify(data.files),
      })
      .execute()
    if (data.done) await setSuggestion(tx, data.suggestionId, { implemented_at: time })
  },

  'consultations.outcome-implemented': (tx, { data }) => setOutcome(tx, data.outcomeId, { state: 'IMPLEMENTED' }),

  'consultations.outcome-tracked': (tx, { data }) =>
    setOutcome(tx, data.outcomeId, {
      state: 'TRACKED',
      summary: data.summary,
      reported_to: data.reportedTo,
      reported_on: data.reportedOn,
    }),

  'consultations.outcome-closed': (tx, { data }) => setOutcome(tx, data.outcomeId, { state: 'CLOSED' }),

  // A reminder is told to others and changes nothing here.
  'consultations.suggestion-reminded': async () => {},
}

interface Content {
  outcomeId: string
  title: string
  suggestions: { suggestionId: string; text: string; unitId?: string | undefined }[]
}

const searchOf = ({ title, suggestions }: Content) => searchText(title, suggestions.map(({ text }) => text).join('\n'))

const addSuggestions = (tx: Tx<Tables>, { outcomeId, suggestions }: Content) =>
  tx
    .insertInto('outcome_suggestion')
    .values(
      suggestions.map(({ suggestionId, text, unitId }, index) => ({
        id: suggestionId,
        outcome_id: outcomeId,
        number: index + 1,
        text,
        unit_id: unitId ?? null,
      })),
    )
    .execute()

const setOutcome = (tx: Tx<Tables>, id: string, values: Updateable<OutcomeTable>) =>
  tx.updateTable('outcome').set(values).where('id', '=', id).execute()

const setSuggestion = (tx: Tx<Tables>, id: string, values: Updateable<SuggestionTable>) =>
  tx.updateTable('outcome_suggestion').set(values).where('id', '=', id).execute()
