import { z } from 'zod'
import { query } from '../define.ts'
import { Id, Instant, LocalDate, page, pageParams, personal } from '../primitives.ts'
import { AppraisalCode } from './appraisal.ts'
import { Question, QuestionnaireCode, QuestionnaireState } from './questionnaire.ts'

export const OpenQuestionnaire = query(
  'supervision.open-questionnaire',
  '/questionnaires/:code',
  { zh: '公众问卷', en: 'A questionnaire as citizens read it; needs no account' },
  { code: QuestionnaireCode },
  z
    .strictObject({
      title: z.string(),
      introduction: z.string().optional(),
      state: QuestionnaireState,
      opensAt: Instant,
      closesAt: Instant,
      /** Only while it is open. */
      questions: z.array(Question),
    })
    .meta({ id: 'OpenQuestionnaire' }),
)

const tally = z.strictObject({ value: z.string(), count: z.int() })
export const QuestionnaireResult = query(
  'supervision.questionnaire-result',
  '/questionnaire-results/:questionnaireId',
  { zh: '问卷结果', en: 'How often each answer was given, once the questionnaire has ended; few answers are withheld' },
  { questionnaireId: Id },
  z
    .strictObject({
      questionnaireId: Id,
      title: z.string(),
      /** 回收份数 */
      answers: z.int(),
      questions: z.array(
        z.strictObject({
          question: Question,
          /** 有效样本: how many answered it. Absent with the counts where they are fewer than the minimum. */
          n: z.int().optional(),
          counts: z.array(tally).optional(),
          /** Of a scale, with two digits. */
          mean: z.number().optional(),
          isWithheld: z.boolean(),
        }),
      ),
    })
    .meta({ id: 'QuestionnaireResult' }),
)

export const AnswerTexts = query(
  'supervision.answer-texts',
  '/answer-texts',
  { zh: '问卷留言', en: 'What citizens wrote in their own words, in no order that tells when' },
  {
    ...pageParams,
    questionnaireId: Id,
    question: AppraisalCode.optional(),
    hidden: z.enum(['true', 'false']).optional(),
  },
  page(
    z
      .strictObject({
        textId: Id,
        question: AppraisalCode,
        text: personal(z.string()).optional(),
        answeredOn: LocalDate,
        isHidden: z.boolean(),
      })
      .meta({ id: 'QuestionnaireAnswerText' }),
  ),
)
