import { z } from 'zod'
import { Deadline } from '../common/deadline.ts'
import { FileRef } from '../common/file-ref.ts'
import { several } from '../common/several.ts'
import { HistoryEntry } from '../consultations/plan-views.ts'
import { query } from '../define.ts'
import { Id, Instant, line, LocalDate, page, pageParams, personal } from '../primitives.ts'
import {
  AppraisalCode,
  AppraisalItem,
  AppraisalOption,
  AppraisalState,
  AppraisalTurnout,
  RecheckResult,
  VoteVerdict,
} from './appraisal.ts'
import { UnitRef } from './project-views.ts'
import { QuestionnaireCode, QuestionnaireState } from './questionnaire.ts'

export const AppraisalRow = z
  .strictObject({
    appraisalId: Id,
    state: AppraisalState,
    title: z.string(),
    year: z.int(),
    /** To a unit its own alone. */
    units: z.array(UnitRef),
    planItemId: Id.optional(),
    hearingOn: LocalDate.optional(),
    /** Reports that units owe and have not made in time. */
    overdue: z.int(),
    createdAt: Instant,
  })
  .meta({ id: 'DemocraticAppraisalRow' })
export type AppraisalRow = z.infer<typeof AppraisalRow>

export const Appraisals = query(
  'supervision.appraisals',
  '/appraisals',
  { zh: '民主评议列表', en: 'Appraisals, newest first; a unit sees those in which it is appraised' },
  {
    ...pageParams,
    year: z.coerce.number().int().optional(),
    state: several(AppraisalState),
    unitId: Id.optional(),
    planItemId: Id.optional(),
    text: line(100).optional(),
  },
  page(AppraisalRow).extend({
    counts: z.array(z.strictObject({ state: AppraisalState, count: z.int() })),
    sentence: z.strictObject({ zh: z.string(), en: z.string() }),
  }),
)

const personalText = personal(z.string()).optional()
export const AppraisedUnit = z
  .strictObject({
    unitId: Id,
    name: z.string().optional(),
    heardAt: Instant.optional(),
    report: personalText,
    questions: personalText,
    reportFiles: z.array(FileRef),
    letter: z.enum(['NONE', 'DRAFTED', 'SENT']),
    documentNumber: z.string().optional(),
    letterText: personalText,
    letterFiles: z.array(FileRef),
    signedOn: LocalDate.optional(),
    deadline: Deadline.optional(),
    rectification: personalText,
    rectificationFiles: z.array(FileRef),
    rectifiedAt: Instant.optional(),
    recheck: RecheckResult.optional(),
    recheckedOn: LocalDate.optional(),
    recheckFinding: personalText,
  })
  .meta({ id: 'DemocraticAppraisedUnit' })

/** 问卷 of an appraisal, for who runs it. */
export const QuestionnaireRow = z
  .strictObject({
    questionnaireId: Id,
    code: QuestionnaireCode,
    title: z.string(),
    state: QuestionnaireState,
    opensAt: Instant,
    closesAt: Instant,
    answers: z.int(),
  })
  .meta({ id: 'DemocraticAppraisalQuestionnaire' })

export const AppraisalVote = z
  .strictObject({
    round: z.int(),
    ballotId: Id.optional(),
    heldOn: LocalDate,
    turnout: AppraisalTurnout,
    verdict: VoteVerdict,
  })
  .meta({ id: 'DemocraticAppraisalVote' })

export const AppraisalById = query(
  'supervision.appraisal',
  '/appraisals/:appraisalId',
  { zh: '民主评议', en: 'One appraisal: its plan, units, questionnaires, votes and what happened' },
  { appraisalId: Id },
  AppraisalRow.omit({ units: true })
    .extend({
      version: z.int(),
      items: z.array(AppraisalItem),
      options: z.array(AppraisalOption),
      quorum: z.number(),
      minimumCount: z.int(),
      plan: personalText,
      decidedOn: LocalDate.optional(),
      consentedOn: LocalDate.optional(),
      mobilisedOn: LocalDate.optional(),
      units: z.array(AppraisedUnit),
      questionnaires: z.array(QuestionnaireRow),
      votes: z.array(AppraisalVote),
      history: z.array(HistoryEntry),
    })
    .meta({ id: 'DemocraticAppraisal' }),
)

const UnitResult = z
  .strictObject({
    unitId: Id,
    name: z.string().optional(),
    score: z.number().optional(),
    /** Only where the local rules rank units, and to a unit never that of others. */
    rank: z.int().optional(),
    items: z.array(
      z.strictObject({
        item: AppraisalCode,
        score: z.number().optional(),
        rated: z.int(),
        counts: z.array(z.strictObject({ option: AppraisalCode, count: z.int() })),
      }),
    ),
  })
  .meta({ id: 'DemocraticAppraisalUnitResult' })

const result = {
  appraisalId: Id,
  title: z.string(),
  heldOn: LocalDate,
  turnout: AppraisalTurnout,
  items: z.array(AppraisalItem),
  options: z.array(AppraisalOption),
  units: z.array(UnitResult),
}
export const AppraisalResult = query(
  'supervision.appraisal-result',
  '/appraisals/:appraisalId/result',
  { zh: '评议结果', en: 'The declared result with the counts behind it; a unit sees its own' },
  { appraisalId: Id },
  z.strictObject(result).meta({ id: 'DemocraticAppraisalResult' }),
)

export const HallScreen = query(
  'supervision.hall-screen',
  '/appraisals/:appraisalId/hall',
  {
    zh: '会场大屏',
    en: 'What the hall shows: who is heard, whether the vote stands, and the result once it is declared',
  },
  { appraisalId: Id },
  z
    .strictObject({
      appraisalId: Id,
      title: z.string(),
      state: AppraisalState,
      units: z.array(z.strictObject({ unitId: Id, name: z.string().optional(), isHeard: z.boolean() })),
      vote: AppraisalVote.optional(),
      result: z.strictObject(result).optional(),
    })
    .meta({ id: 'DemocraticAppraisalHall' }),
)
