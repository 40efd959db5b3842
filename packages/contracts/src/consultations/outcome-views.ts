import { z } from 'zod'
import { query } from '../define.ts'
import { Id, Instant, line, LocalDate, page, pageParams, personal } from '../primitives.ts'
import { Adoption, ApprovingMeeting, OutcomeKind, OutcomeState, Recipient } from './outcome.ts'
import { HistoryEntry } from './plan-views.ts'
import { Deadline, FileRef } from './session.ts'
import { Light } from '../common/light.ts'
import { several } from '../common/several.ts'

const row = {
  outcomeId: Id,
  itemId: Id,
  kind: OutcomeKind,
  title: z.string(),
  state: OutcomeState,
  draftedAt: Instant,
  submittedOn: LocalDate.optional(),
  adoption: Adoption.optional(),
  suggestions: z.int(),
  answered: z.int(),
  implemented: z.int(),
  overdue: z.int(),
}
export const OutcomeRow = z.strictObject(row).meta({ id: 'OutcomeRow' })

export const Outcomes = query(
  'consultations.outcomes',
  '/outcomes',
  { zh: '建言成果列表', en: 'Outcomes, newest first; units see those with a suggestion for them' },
  {
    ...pageParams,
    itemId: Id.optional(),
    unitId: Id.optional(),
    kind: several(OutcomeKind),
    state: several(OutcomeState),
    overdue: z.enum(['true', 'false']).optional(),
    adoption: several(Adoption),
    text: line(100).optional(),
  },
  page(OutcomeRow).extend({
    /** Of every state, whichever is shown; none, and no figures, where more than ten thousand fit, or a thousand of a search. */
    counts: z.array(z.strictObject({ state: OutcomeState, count: z.int() })),
    /** 采纳情况: the suggestions of what is counted, as far as the reader sees them, each among the one before it. */
    figures: z.strictObject({
      suggestions: z.int(),
      answered: z.int(),
      adopted: z.int(),
      partlyAdopted: z.int(),
      notAdopted: z.int(),
      implemented: z.int(),
      overdue: z.int(),
    }),
  }),
)

const SuggestionView = z
  .strictObject({
    suggestionId: Id,
    number: z.int(),
    text: z.string(),
    unitId: Id.optional(),
    deadline: Deadline.optional(),
    light: Light.optional(),
    adoption: Adoption.optional(),
    answer: z.string().optional(),
    reasons: z.string().optional(),
    answeredAt: Instant.optional(),
    late: z.boolean().optional(),
    files: z.array(FileRef),
    implementedAt: Instant.optional(),
    reports: z.array(z.strictObject({ at: Instant, progress: z.string(), done: z.boolean(), files: z.array(FileRef) })),
  })
  .meta({ id: 'Suggestion' })

export const OutcomeById = query(
  'consultations.outcome',
  '/outcomes/:outcomeId',
  { zh: '建言成果', en: 'One outcome with its suggestions, answers, tracking and history' },
  { outcomeId: Id },
  OutcomeRow.extend({
    version: z.int(),
    topic: z.string(),
    sessionId: Id.optional(),
    researchId: Id.optional(),
    file: FileRef.optional(),
    /** Why the draft was last sent back or dropped. */
    reason: z.string().optional(),
    approval: z
      .strictObject({ meeting: ApprovingMeeting, meetingName: z.string(), meetingOn: LocalDate, at: Instant })
      .optional(),
    submission: z
      .strictObject({ recipients: z.array(Recipient), documentNumber: z.string(), submittedOn: LocalDate })
      .optional(),
    /** That there is an instruction, and its day; the words are another query. */
    instructedOn: LocalDate.optional(),
    tracking: z.strictObject({ summary: z.string(), reportedTo: z.array(Recipient), reportedOn: LocalDate }).optional(),
    suggestionList: z.array(SuggestionView),
    history: z.array(HistoryEntry),
  }).meta({ id: 'Outcome' }),
)

export const OutcomeInstructions = query(
  'consultations.outcome-instructions',
  '/outcomes/:outcomeId/instructions',
  { zh: '领导批示', en: 'The words of the instructions on an outcome; each reading is recorded' },
  { outcomeId: Id },
  z.strictObject({
    /** Of the outcome, for what is corrected. */
    version: z.int(),
    items: z.array(
      z.strictObject({
        instructionId: Id,
        instructedOn: LocalDate,
        leaderPost: personal(line(60)),
        text: personal(z.string()),
        recordedAt: Instant,
        correctedAt: Instant.optional(),
      }),
    ),
  }),
)
