import { given, Refusal, type ResultOf, supervision as c } from '@lianxie/contracts'
import { type Actor, answer, type Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { appraisalRows, showAppraisal } from './appraisal-list.ts'
import { APPRAISAL_READERS, visibleAppraisals, visibleUnits } from './appraisal-visibility.ts'
import { historyOf, lastWords, versionOf } from './history.ts'
import { standing } from './questionnaire-standing.ts'
import { isUnit, seesAll } from './visibility.ts'

type Result = ResultOf<typeof c.AppraisalById>

/** 民主评议. */
export const appraisal = answer(c.AppraisalById, {
  allow: APPRAISAL_READERS,
  read: async (db: Database<Tables>, { appraisalId }, { actor, now }): Promise<Result> => {
    const row = await appraisalRows(db, [appraisalId], actor, now)
      .select(['items', 'options', 'quorum', 'minimum_count', 'decided_on', 'consented_on', 'mobilised_on'])
      .where(visibleAppraisals(actor))
      .executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'appraisalId' })
    const aggregate = `appraisal/${appraisalId}`
    const [version, words, units, questionnaires, votes, history] = await Promise.all([
      versionOf(db, aggregate),
      lastWords(db, aggregate, ['plan']),
      unitsOf(db, appraisalId, actor),
      questionnairesOf(db, appraisalId, now),
      votesOf(db, appraisalId),
      historyOf(db, aggregate, seesAll(actor.role)),
    ])
    return {
      ...showAppraisal(row),
      version,
      items: row.items,
      options: row.options,
      quorum: row.quorum,
      minimumCount: row.minimum_count,
      ...(seesAll(actor.role) && given('plan', words['plan'])),
      ...given('decidedOn', row.decided_on),
      ...given('consentedOn', row.consented_on),
      ...given('mobilisedOn', row.mobilised_on),
      units,
      // The address of a questionnaire is for the office to spread; others meet it on posters.
      questionnaires: seesAll(actor.role) ? questionnaires : [],
      votes: isUnit(actor.role) ? [] : votes,
      // What happened to one unit is none of another's business.
      history: isUnit(actor.role) ? [] : history,
    }
  },
})

async function unitsOf(db: Database<Tables>, appraisalId: string, actor: Actor): Promise<Result['units']> {
  const rows = await db
    .selectFrom('appraised_unit')
    .leftJoin('known_unit', 'known_unit.id', 'appraised_unit.unit_id')
    .selectAll('appraised_unit')
    .select('known_unit.name')
    .where('appraised_unit.appraisal_id', '=', appraisalId)
    .where(visibleUnits(actor))
    .orderBy('appraised_unit.position')
    .execute()
  return rows.map((row) => {
    const readsLetter = seesAll(actor.role) || (isUnit(actor.role) && row.signed_on !== null)
    const readsWords = seesAll(actor.role) || isUnit(actor.role)
    const isSent = row.signed_on !== null
    return {
      unitId: row.unit_id,
      ...given('name', row.name),
      ...given('heardAt', row.heard_at?.toISOString()),
      ...(readsWords && { ...given('report', row.report), ...given('questions', row.questions) }),
      reportFiles: readsWords ? row.report_files : [],
      letter: isSent ? 'SENT' : row.drafted_by === null || !readsLetter ? 'NONE' : 'DRAFTED',
      ...(readsLetter && { ...given('documentNumber', row.document_number), ...given('letterText', row.letter) }),
      letterFiles: readsLetter ? row.letter_files : [],
      ...given('signedOn', row.signed_on),
      ...given('deadline', row.deadline),
      ...(readsWords && given('rectification', row.rectification)),
      rectificationFiles: readsWords ? row.rectification_files : [],
      ...given('rectifiedAt', row.rectified_at?.toISOString()),
      ...given('recheck', row.recheck),
      ...given('recheckedOn', row.rechecked_on),
      ...(readsWords && given('recheckFinding', row.recheck_finding)),
    }
  })
}

async function questionnairesOf(db: Database<Tables>, appraisalId: string, now: Date) {
  const rows = await db
    .selectFrom('questionnaire')
    .select(['id', 'code', 'title', 'opens_at', 'closes_at', 'ended_at'])
    .select(
      sql<number>`(select count(*)::int from questionnaire_answer a where a.questionnaire_id = questionnaire.id)`.as(
        'answers',
      ),
    )
    .where('appraisal_id', '=', appraisalId)
    .orderBy('opens_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    questionnaireId: row.id,
    code: row.code,
    title: row.title,
    state: standing(row, now),
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    answers: row.answers,
  }))
}

export async function votesOf(db: Database<Tables>, appraisalId: string) {
  const rows = await db
    .selectFrom('appraisal_vote')
    .selectAll()
    .where('appraisal_id', '=', appraisalId)
    .orderBy('round')
    .execute()
  return rows.map(({ round, ballot_id, held_on, verdict, entitled, attended, issued, returned, valid }) => ({
    round,
    ...given('ballotId', ballot_id),
    heldOn: held_on,
    turnout: { entitled, attended, issued, returned, valid },
    verdict,
  }))
}
