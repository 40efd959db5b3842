import { given, Refusal, type ResultOf, supervision as c } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { standing } from './questionnaire-standing.ts'

const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const

/** 公众问卷: for everybody who has its address. */
export const openQuestionnaire = answer(c.OpenQuestionnaire, {
  allow: 'public',
  read: async (db: Database<Tables>, { code }, { now }) => {
    const row = await db.selectFrom('questionnaire').selectAll().where('code', '=', code).executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'code' })
    const state = standing(row, now)
    return {
      title: row.title,
      ...given('introduction', row.texts?.introduction),
      state,
      opensAt: row.opens_at.toISOString(),
      closesAt: row.closes_at.toISOString(),
      questions: state === 'OPEN' ? (row.texts?.questions ?? []) : [],
    }
  },
})

/**
 * 问卷结果: only when no answer can be added any more, for two readings would tell what came between them; and of no question
 * that fewer answered than the minimum.
 */
export const questionnaireResult = answer(c.QuestionnaireResult, {
  allow: [...OFFICE, 'CHAIR'],
  read: async (db: Database<Tables>, { questionnaireId }, { now }): Promise<ResultOf<typeof c.QuestionnaireResult>> => {
    const row = await db.selectFrom('questionnaire').selectAll().where('id', '=', questionnaireId).executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'questionnaireId' })
    if (standing(row, now) !== 'ENDED') throw new Refusal('questionnaire.open', { field: 'questionnaireId' })
    const [{ answers }, tallies] = await Promise.all([
      db
        .selectFrom('questionnaire_answer')
        .select(sql<number>`count(*)::int`.as('answers'))
        .where('questionnaire_id', '=', questionnaireId)
        .executeTakeFirstOrThrow(),
      talliesOf(db, questionnaireId),
    ])
    const questions = (row.texts?.questions ?? []).map((question) => {
      const own = tallies.filter(({ question: code }) => code === question.code)
      const n = own.reduce((sum, { count }) => sum + count, 0)
      if (n < row.minimum_count) return { question, isWithheld: true }
      return { question, n, ...countsOf(question, own), isWithheld: false }
    })
    return { questionnaireId, title: row.title, answers, questions }
  },
})

interface Tally {
  question: string
  value: string
  count: number
}

async function talliesOf(db: Database<Tables>, questionnaireId: string): Promise<Tally[]> {
  const { rows } = await sql<Tally>`
    select choice.key as question, choice.value as value, count(*)::int as count
    from questionnaire_answer a, jsonb_each_text(a.choices) as choice
    where a.questionnaire_id = ${questionnaireId} group by 1, 2
    union all
    select t.question, '', count(*)::int from questionnaire_text t where t.questionnaire_id = ${questionnaireId} group by 1
  `.execute(db)
  return rows
}

/** Of free words only how many there are: they are read one by one. */
function countsOf(question: c.Question, own: readonly Tally[]) {
  const countOf = (value: string) => own.find((one) => one.value === value)?.count ?? 0
  switch (question.kind) {
    case 'TEXT':
      return {}
    case 'SINGLE':
      return { counts: question.options.map(({ code }) => ({ value: code, count: countOf(code) })) }
    case 'SCALE': {
      const counts = Array.from({ length: question.steps }, (_, at) => String(at + 1)).map((value) => ({
        value,
        count: countOf(value),
      }))
      const n = counts.reduce((sum, { count }) => sum + count, 0)
      const sum = counts.reduce((all, { value, count }) => all + Number(value) * count, 0)
      return { counts, mean: Math.round((100 * sum) / n) / 100 }
    }
  }
}

/** 问卷留言: for the office alone, in the order of random ids; what was hidden stays in the list without its words. */
export const answerTexts = answer(c.AnswerTexts, {
  allow: OFFICE,
  read: async (db: Database<Tables>, { questionnaireId, question, hidden, limit, cursor }, { now }) => {
    const asked = await db
      .selectFrom('questionnaire')
      .select(['opens_at', 'closes_at', 'ended_at'])
      .where('id', '=', questionnaireId)
      .executeTakeFirst()
    if (!asked) throw new Refusal('common.not_found', { field: 'questionnaireId' })
    if (standing(asked, now) !== 'ENDED') throw new Refusal('questionnaire.open', { field: 'questionnaireId' })
    let rows = db
      .selectFrom('questionnaire_text')
      .leftJoin('withheld_text', 'withheld_text.id', 'questionnaire_text.id')
      .select([
        'questionnaire_text.id',
        'questionnaire_text.question',
        'questionnaire_text.answered_on',
        'questionnaire_text.text',
        'withheld_text.id as hidden',
      ])
      .where('questionnaire_text.questionnaire_id', '=', questionnaireId)
    if (question !== undefined) rows = rows.where('questionnaire_text.question', '=', question)
    if (hidden !== undefined) rows = rows.where('withheld_text.id', hidden === 'true' ? 'is not' : 'is', null)
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [{ by: sql.ref('questionnaire_text.id'), type: 'uuid' }],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        textId: row.id,
        question: row.question,
        ...(row.hidden === null && { text: row.text }),
        answeredOn: row.answered_on,
        isHidden: row.hidden !== null,
      })),
    }
  },
})
