import { type CommandOf, given, Refusal, supervision as c } from '@lianxie/contracts'
import { type Appraisal, requireAppraisal } from './appraisal.ts'
import type { Deciding } from './deciding.ts'

/** 评议问卷, as far as decisions need to know it. */
export interface Questionnaire {
  id: string
  appraisalId: string
  opensAt: Date
  closesAt: Date
  endedAt?: Date
  questions: readonly c.QuestionShape[]
}

/** 未开始, 进行中, 已结束: open until the instant before it closes. */
export function standingOf(
  { opensAt, closesAt, endedAt }: Pick<Questionnaire, 'opensAt' | 'closesAt' | 'endedAt'>,
  now: Date,
): c.QuestionnaireState {
  if (endedAt || now >= closesAt) return 'ENDED'
  return now < opensAt ? 'AWAITED' : 'OPEN'
}

/** 发布评议问卷. */
export function publishQuestionnaire(
  { appraisal, code, sha256 }: { appraisal: Appraisal; code: string; sha256: string },
  { appraisalId, title, opensAt, closesAt, questions }: CommandOf<typeof c.PublishQuestionnaire>,
  { now, newId }: Deciding,
) {
  requireAppraisal(appraisal, ['MOBILISED', 'QUESTIONNAIRE'])
  if (closesAt <= opensAt || closesAt <= now.toISOString()) {
    throw new Refusal('questionnaire.times', { field: 'closesAt' })
  }
  const stranger = questions.findIndex(
    ({ unitId }) => unitId !== undefined && !appraisal.units.some((unit) => unit.unitId === unitId),
  )
  if (stranger >= 0) throw new Refusal('unit_appraisal.no_unit', { field: `questions.${stranger}.unitId` })
  const questionnaireId = newId()
  const { minimumCount } = appraisal
  const shapes = questions.map(shapeOf)
  return [
    c.QuestionnairePublished({
      questionnaireId,
      appraisalId,
      code,
      title,
      opensAt,
      closesAt,
      questions: shapes,
      sha256,
      minimumCount,
    }),
    c.SurveyBegun({ appraisalId, questionnaireId }),
  ]
}

/** 提前结束问卷. */
export function endQuestionnaire(
  { questionnaire }: { questionnaire: Questionnaire },
  { questionnaireId }: CommandOf<typeof c.EndQuestionnaire>,
  { now }: Deciding,
) {
  if (standingOf(questionnaire, now) === 'ENDED') {
    throw new Refusal('questionnaire.ended', { field: 'questionnaireId' })
  }
  return [c.QuestionnaireEnded({ questionnaireId, appraisalId: questionnaire.appraisalId })]
}

/** 屏蔽问卷留言. */
export function withholdAnswerText(
  { text }: { questionnaire: Questionnaire; text: 'SHOWN' | 'HIDDEN' | undefined },
  { questionnaireId, textId }: CommandOf<typeof c.WithholdAnswerText>,
) {
  if (text === undefined) throw new Refusal('common.not_found', { field: 'textId' })
  if (text === 'HIDDEN') throw new Refusal('questionnaire.text_hidden', { field: 'textId' })
  return [c.AnswerTextWithheld({ questionnaireId, textId })]
}

/** What a sheet says, choices apart from free words; refuses one that does not fit the questions. */
export function checkSheet(
  questionnaire: Questionnaire,
  { answers }: c.AnswerSheet,
  now: Date,
): { choices: Record<string, string>; texts: Record<string, string> } {
  const standing = standingOf(questionnaire, now)
  if (standing === 'ENDED') throw new Refusal('questionnaire.ended', { field: 'code' })
  if (standing === 'AWAITED') throw new Refusal('questionnaire.awaited', { field: 'code' })
  const [choices, texts]: [Record<string, string>, Record<string, string>] = [{}, {}]
  answers.forEach((answer, index) => {
    const question = questionnaire.questions.find(({ code }) => code === answer.code)
    const value = question && valueIn(question, answer)
    if (value === undefined) throw new Refusal('questionnaire.unlike', { field: `answers.${index}` })
    if (question!.kind === 'TEXT') texts[answer.code] = value
    else choices[answer.code] = value
  })
  const lacking = questionnaire.questions.find(
    ({ code, isRequired }) => isRequired && choices[code] === undefined && texts[code] === undefined,
  )
  if (lacking) throw new Refusal('questionnaire.missing', { field: 'answers', question: lacking.code })
  return { choices: inOrder(choices), texts: inOrder(texts) }
}

function valueIn(question: c.QuestionShape, answer: c.AnswerSheet['answers'][number]): string | undefined {
  switch (question.kind) {
    case 'SINGLE':
      return 'option' in answer && question.options.includes(answer.option) ? answer.option : undefined
    case 'SCALE':
      return 'step' in answer && answer.step <= question.steps ? String(answer.step) : undefined
    case 'TEXT':
      return 'text' in answer && answer.text.length <= question.maxLength ? answer.text : undefined
  }
}

const inOrder = (answers: Record<string, string>) =>
  Object.fromEntries(Object.entries(answers).toSorted(([a], [b]) => (a < b ? -1 : 1)))

function shapeOf(question: c.Question): c.QuestionShape {
  const { code, isRequired } = question
  const shape = { code, isRequired, ...given('unitId', question.unitId) }
  switch (question.kind) {
    case 'SINGLE':
      return { ...shape, kind: question.kind, options: question.options.map((option) => option.code) }
    case 'SCALE':
      return { ...shape, kind: question.kind, steps: question.steps }
    case 'TEXT':
      return { ...shape, kind: question.kind, maxLength: question.maxLength }
  }
}
