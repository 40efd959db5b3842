import { createHash } from 'node:crypto'
import { Refusal, type supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Database, Tx } from '@lianxie/service-kit'
import { checkSheet, type Questionnaire } from '../domain/questionnaire.ts'
import type { Tables } from './tables.ts'

/** A questionnaire that a command is about; refuses `common.not_found`. */
export async function loadQuestionnaire(tx: Tx<Tables>, id: string): Promise<Questionnaire> {
  const row = await tx
    .selectFrom('questionnaire')
    .select(['id', 'appraisal_id', 'opens_at', 'closes_at', 'ended_at', 'questions'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('common.not_found', { field: 'questionnaireId' })
  return shown(row)
}

/** Whether free words of an answer are shown, are hidden, or are none of this questionnaire's. */
export async function findText(
  tx: Tx<Tables>,
  { questionnaireId, textId }: { questionnaireId: string; textId: string },
): Promise<'SHOWN' | 'HIDDEN' | undefined> {
  const row = await tx
    .selectFrom('questionnaire_text')
    .leftJoin('withheld_text', 'withheld_text.id', 'questionnaire_text.id')
    .select('withheld_text.id as hidden')
    .where('questionnaire_text.id', '=', textId)
    .where('questionnaire_text.questionnaire_id', '=', questionnaireId)
    .executeTakeFirst()
  return row && (row.hidden === null ? 'SHOWN' : 'HIDDEN')
}

/**
 * Takes the answers of a device, once: the same sheet again changes nothing, another one is refused. The choices and the
 * free words are rows of their own that know neither the device nor each other.
 */
export async function takeAnswers(
  db: Database<Tables>,
  { code, sheet, now }: { code: string; sheet: c.AnswerSheet; now: Date },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Held so that nobody answers what is being ended.
    const row = await tx
      .selectFrom('questionnaire')
      .select(['id', 'appraisal_id', 'opens_at', 'closes_at', 'ended_at', 'questions'])
      .where('code', '=', code)
      .forShare()
      .executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'code' })
    const { choices, texts } = checkSheet(shown(row), sheet, now)
    const questionnaire_id = row.id
    const token_hash = hashOf(questionnaire_id, sheet.token)
    // With the token in it, so that trying all possible answers tells nothing to whoever has this row.
    const sheet_hash = hashOf(sheet.token, JSON.stringify([choices, texts]))
    const added = await tx
      .insertInto('questionnaire_device')
      .values({ questionnaire_id, token_hash, sheet_hash })
      .onConflict((conflict) => conflict.doNothing())
      .returning('token_hash')
      .executeTakeFirst()
    if (!added) return requireSame(tx, { questionnaire_id, token_hash, sheet_hash })
    const answered_on = shanghaiDate(now)
    await tx
      .insertInto('questionnaire_answer')
      .values({ questionnaire_id, answered_on, choices: JSON.stringify(choices) })
      .execute()
    const rows = Object.entries(texts).map(([question, text]) => ({ questionnaire_id, question, answered_on, text }))
    if (rows.length > 0) await tx.insertInto('questionnaire_text').values(rows).execute()
  })
}

async function requireSame(
  tx: Tx<Tables>,
  { questionnaire_id, token_hash, sheet_hash }: Tables['questionnaire_device'],
): Promise<void> {
  const before = await tx
    .selectFrom('questionnaire_device')
    .select('sheet_hash')
    .where('questionnaire_id', '=', questionnaire_id)
    .where('token_hash', '=', token_hash)
    .executeTakeFirstOrThrow()
  if (before.sheet_hash !== sheet_hash) throw new Refusal('questionnaire.answered', { field: 'token' })
}

const hashOf = (...parts: string[]) => createHash('sha256').update(parts.join('\n'), 'utf8').digest('hex')

const shown = (row: {
  id: string
  appraisal_id: string
  opens_at: Date
  closes_at: Date
  ended_at: Date | null
  questions: c.QuestionShape[]
}): Questionnaire => ({
  id: row.id,
  appraisalId: row.appraisal_id,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  ...(row.ended_at && { endedAt: row.ended_at }),
  questions: row.questions,
})
