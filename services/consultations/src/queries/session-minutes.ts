import { consultations as c } from '@lianxie/contracts'
import { type Actor, answer, type Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { seesAll } from './plan-visibility.ts'
import { found, versionOf } from './session-rows.ts'
import { placesOf, SESSION_READERS, takesPart, visibleSessions } from './session-visibility.ts'

/** 会议纪要及更正: every version for the office and the chairs, the circulated ones for those who took part. */
export const sessionMinutes = answer(c.SessionMinutes, {
  allow: SESSION_READERS.filter((role) => role !== 'GROUP_CLERK' && role !== 'SUPERVISION_OFFICE'),
  read: async (db: Database<Tables>, { sessionId }, { actor }) => {
    // Read first: what was written since makes it stale, and is never covered up.
    const version = await versionOf(db, `session/${sessionId}`)
    let session = db
      .selectFrom('session')
      .select(['minutes_state', 'minutes_deadline'])
      .where('id', '=', sessionId)
      .where(visibleSessions(actor))
    if (!seesAll(actor.role)) session = session.where(takesPart(actor))
    const { minutes_state: state, minutes_deadline: deadline } = found(await session.executeTakeFirst(), 'sessionId')
    return { version, state, ...(deadline && { deadline }), versions: await versionsOf(db, sessionId, actor) }
  },
})

async function versionsOf(db: Database<Tables>, sessionId: string, actor: Actor) {
  const isOffice = seesAll(actor.role)
  let rows = db.selectFrom('session_minutes').selectAll().where('session_id', '=', sessionId)
  if (!isOffice) rows = rows.where('circulated_at', 'is not', null)
  let answers = db.selectFrom('session_minutes_answer').selectAll().where('session_id', '=', sessionId)
  // A participant reads the own answer, not those of others.
  if (!isOffice) answers = answers.where('participant_id', 'in', [...placesOf(actor), sessionId])
  const [versions, given] = await Promise.all([
    rows.orderBy('version', 'desc').execute(),
    answers.orderBy('answered_at').orderBy('participant_id').execute(),
  ])
  return versions.map((row) => ({
    version: row.version,
    text: row.text ?? '',
    textSha256: row.text_sha256,
    ...(row.file && { file: row.file }),
    draftedAt: row.drafted_at.toISOString(),
    ...(row.corrects !== null && { corrects: row.corrects }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.circulated_at && { circulatedAt: row.circulated_at.toISOString() }),
    ...(row.answer_by !== null && { answerBy: row.answer_by }),
    ...(row.approved_at && { approvedAt: row.approved_at.toISOString() }),
    answers: given
      .filter(({ version }) => version === row.version)
      .map((one) => ({
        participantId: one.participant_id,
        answer: one.answer,
        ...(one.remark !== null && { remark: one.remark }),
        at: one.answered_at.toISOString(),
      })),
  }))
}
