import type { Appliers } from './appliers.ts'

/** 评议问卷: the answers themselves come from no event. */
export const questionnaireAppliers = {
  'supervision.questionnaire-published': (tx, { data }) =>
    tx
      .insertInto('questionnaire')
      .values({
        id: data.questionnaireId,
        appraisal_id: data.appraisalId,
        code: data.code,
        title: data.title,
        opens_at: new Date(data.opensAt),
        closes_at: new Date(data.closesAt),
        questions: JSON.stringify(data.questions),
        sha256: data.sha256,
        minimum_count: data.minimumCount,
      })
      .execute(),
  'supervision.questionnaire-ended': (tx, { data, time }) =>
    tx.updateTable('questionnaire').set({ ended_at: time }).where('id', '=', data.questionnaireId).execute(),
  'supervision.answer-text-withheld': (tx, { data }) =>
    tx.insertInto('withheld_text').values({ id: data.textId, questionnaire_id: data.questionnaireId }).execute(),
} satisfies Partial<Appliers>
