import { z } from 'zod'
import { Id, line, text } from '../primitives.ts'
import { AppraisalCode } from './appraisal.ts'

/** 问卷题型: one of several options, a step of a scale, or free words of a limited length. */
const shape = {
  code: AppraisalCode,
  /** Of which unit it asks; none for a question about all. */
  unitId: Id.optional(),
  isRequired: z.boolean().default(true),
}
const choice = { kind: z.literal('SINGLE') }
const scale = { kind: z.literal('SCALE'), steps: z.int().min(2).max(10) }
const free = { kind: z.literal('TEXT'), maxLength: z.int().min(1).max(1000) }
const optionCodes = z.array(AppraisalCode).min(2).max(20)

/** A question as events carry it: what can be answered, and not in which words it is asked. */
export const QuestionShape = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...shape, ...choice, options: optionCodes }),
    z.strictObject({ ...shape, ...scale }),
    z.strictObject({ ...shape, ...free }),
  ])
  .meta({ id: 'QuestionnaireQuestionShape' })
export type QuestionShape = z.infer<typeof QuestionShape>

const asked = { ...shape, text: line(300) }
export const Question = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...asked,
      ...choice,
      options: z
        .array(z.strictObject({ code: AppraisalCode, text: line(100) }))
        .min(2)
        .max(20)
        .refine((all) => new Set(all.map(({ code }) => code)).size === all.length),
    }),
    z.strictObject({ ...asked, ...scale, low: line(30).optional(), high: line(30).optional() }),
    z.strictObject({ ...asked, ...free }),
  ])
  .meta({ id: 'QuestionnaireQuestion' })
export type Question = z.infer<typeof Question>

export const Questions = z
  .array(Question)
  .min(1)
  .max(100)
  .refine((all) => new Set(all.map(({ code }) => code)).size === all.length)

/** Of the address under which a questionnaire is answered; whoever has it may answer. */
export const QuestionnaireCode = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16}$/)
  .meta({ id: 'QuestionnaireCode' })

export const QUESTIONNAIRE_STATES = {
  AWAITED: { zh: '未开始', en: 'not open yet' },
  OPEN: { zh: '进行中', en: 'open' },
  ENDED: { zh: '已结束', en: 'ended' },
} as const
export type QuestionnaireState = keyof typeof QUESTIONNAIRE_STATES
export const QuestionnaireState = z
  .enum(Object.keys(QUESTIONNAIRE_STATES) as [QuestionnaireState, ...QuestionnaireState[]])
  .meta({ id: 'QuestionnaireState' })

/**
 * 答卷: the body of `POST /supervision/questionnaires/:code/answers`, which needs no account. The token is made by the
 * device and stays on it; only a hash of it is kept, by which the same device answers once.
 */
export const AnswerSheet = z
  .strictObject({
    token: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/),
    answers: z
      .array(
        z.union([
          z.strictObject({ code: AppraisalCode, option: AppraisalCode }),
          z.strictObject({ code: AppraisalCode, step: z.int().min(1).max(10) }),
          z.strictObject({ code: AppraisalCode, text: text(1000) }),
        ]),
      )
      .max(100)
      .refine((all) => new Set(all.map(({ code }) => code)).size === all.length),
  })
  .meta({ id: 'QuestionnaireAnswerSheet' })
export type AnswerSheet = z.infer<typeof AnswerSheet>
