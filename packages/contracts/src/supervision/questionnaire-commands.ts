import { command } from '../define.ts'
import { Id, Instant, line, text } from '../primitives.ts'
import { Questions } from './questionnaire.ts'
import { Reason } from './supervision.ts'

export const PublishQuestionnaire = command(
  'supervision.publish-questionnaire',
  {
    zh: '发布评议问卷',
    en: 'Publishes a questionnaire that citizens answer without an account, from one time to another',
  },
  {
    appraisalId: Id,
    title: line(100),
    introduction: text(2000).optional(),
    opensAt: Instant,
    closesAt: Instant,
    questions: Questions,
  },
)
export const EndQuestionnaire = command(
  'supervision.end-questionnaire',
  { zh: '提前结束问卷', en: 'Ends a questionnaire before its time' },
  { questionnaireId: Id, reason: Reason },
)
export const WithholdAnswerText = command(
  'supervision.withhold-answer-text',
  { zh: '屏蔽问卷留言', en: 'Hides free words of an answer from the list, with a reason; they are never changed' },
  { questionnaireId: Id, textId: Id, reason: Reason },
)
