import { z } from 'zod'
import { event } from '../define.ts'
import { Id, Instant, line, Sha256 } from '../primitives.ts'
import { QuestionnaireCode, QuestionShape } from './questionnaire.ts'

const about = { aggregate: 'questionnaire', key: 'questionnaireId' } as const
const questionnaireId = Id

export const QuestionnairePublished = event(
  'supervision.questionnaire-published',
  1,
  { zh: '评议问卷已发布', en: 'A questionnaire was published; its words are read under its code', ...about },
  {
    questionnaireId,
    appraisalId: Id,
    code: QuestionnaireCode,
    title: line(100),
    opensAt: Instant,
    closesAt: Instant,
    questions: z.array(QuestionShape).min(1).max(100),
    /** Of the words in which it asks. */
    sha256: Sha256,
    minimumCount: z.int().min(1),
  },
)
export const QuestionnaireEnded = event(
  'supervision.questionnaire-ended',
  1,
  { zh: '评议问卷已提前结束', en: 'A questionnaire was ended before its time', ...about },
  { questionnaireId, appraisalId: Id },
)
export const AnswerTextWithheld = event(
  'supervision.answer-text-withheld',
  1,
  { zh: '问卷留言已屏蔽', en: 'Free words of an answer were hidden', ...about },
  { questionnaireId, textId: Id },
)
