import { consultations as c } from '@lianxie/contracts'
import { type PolicyValues, signal } from '@lianxie/policy'
import { type Actor, answer, type Database } from '@lianxie/service-kit'
import { type Selectable, sql } from 'kysely'
import type { SessionTable } from '../store/session-tables.ts'
import { loadRules } from '../store/session.ts'
import type { Tables } from '../store/tables.ts'
import { historyOf } from './plan-history-entries.ts'
import { seesAll } from './plan-visibility.ts'
import { countSoFar } from './session-counts.ts'
import { found, instant, showSession, versionOf } from './session-rows.ts'
import { placesOf, readsRecord, SESSION_READERS, visibleMaterials, visibleSessions } from './session-visibility.ts'

/** 协商会议: with what the actor may read of it. */
export const sessionDetail = answer(c.SessionById, {
  allow: SESSION_READERS,
  read: async (db: Database<Tables>, { sessionId }, { actor, now, runtime }) => {
    const session = await loadVisible(db, sessionId, actor)
    const own = await loadOwnPlace(db, sessionId, actor)
    const reads = readsRecord(actor, own !== undefined)
    const { values } = await loadRules(db, runtime.committee, now)
    return {
      ...showSession(session),
      version: await versionOf(db, `session/${sessionId}`),
      topic: session.topic,
      itemState: session.item_state,
      agenda: session.agenda,
      ...(session.late_reason !== null && { lateReason: session.late_reason }),
      ...(session.end_reason !== null && { endReason: session.end_reason }),
      ...(session.notified_at && { notifiedAt: session.notified_at.toISOString() }),
      checkInOpen: session.check_in_opened_at !== null,
      ...(session.started_at && { startedAt: session.started_at.toISOString() }),
      ...(session.ended_at && { endedAt: session.ended_at.toISOString() }),
      counts: session.counts ?? (await countSoFar(db, sessionId)),
      deadlines: await deadlinesOf(db, session, now, values['deadline.signal']),
      materials: await materialsOf(db, sessionId, actor, own !== undefined),
      questions: reads ? await questionsOf(db, sessionId) : [],
      speeches: reads ? await speechesOf(db, sessionId) : [],
      ...(reads && { unitIds: await unitsOf(db, sessionId) }),
      ...(own && { own }),
    }
  },
})

/** 会议办理过程: for the office and the chairs. */
export const sessionHistory = answer(c.SessionHistory, {
  allow: SESSION_READERS.filter(seesAll),
  read: async (db: Database<Tables>, { sessionId }, { actor }) => {
    await loadVisible(db, sessionId, actor)
    return { items: await historyOf(db, `session/${sessionId}`, true) }
  },
})

async function loadVisible(db: Database<Tables>, sessionId: string, actor: Actor) {
  const row = await db
    .selectFrom('session')
    .innerJoin('plan_item', 'plan_item.id', 'session.item_id')
    .selectAll('session')
    .select(['plan_item.topic', 'plan_item.state as item_state'])
    .where('session.id', '=', sessionId)
    .where(visibleSessions(actor))
    .executeTakeFirst()
  return found(row, 'sessionId')
}

/** The actor's own place in a session, if there is one. */
async function loadOwnPlace(db: Database<Tables>, sessionId: string, actor: Actor) {
  const row = await db
    .selectFrom('session_participant')
    .select(['participant_id', 'capacity', 'leave_state', 'attendance'])
    .where('session_id', '=', sessionId)
    .where('participant_id', '=', sql<string>`any(${placesOf(actor)}::uuid[])`)
    .orderBy('participant_id')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      participantId: row.participant_id,
      capacity: row.capacity,
      ...(row.leave_state !== null && { leave: row.leave_state }),
      ...(row.attendance !== null && { attendance: row.attendance }),
    }
  )
}

async function deadlinesOf(
  db: Database<Tables>,
  session: Selectable<SessionTable>,
  now: Date,
  thresholds: PolicyValues['deadline.signal'],
): Promise<c.SessionView['deadlines']> {
  const approved = await db
    .selectFrom('session_minutes')
    .select('approved_at')
    .where('session_id', '=', session.id)
    .where('approved_at', 'is not', null)
    .orderBy('version')
    .limit(1)
    .executeTakeFirst()
  const material = await db
    .selectFrom('session_material')
    .select('added_at')
    .where('session_id', '=', session.id)
    .where('state', '<>', 'WITHDRAWN')
    .orderBy('added_at')
    .limit(1)
    .executeTakeFirst()
  const show = (about: c.SessionDuty, deadline: c.Deadline | null, doneAt: Date | null | undefined) =>
    deadline === null
      ? []
      : [
          {
            ...deadline,
            about,
            ...(doneAt ? { doneAt: doneAt.toISOString() } : { light: signal(deadline.due, now, thresholds) }),
          },
        ]
  return [
    ...show('NOTICE', session.notice_deadline, session.notified_at),
    ...show('MATERIAL', session.material_deadline, material?.added_at),
    ...show('MINUTES', session.minutes_deadline, approved?.approved_at),
  ]
}

async function materialsOf(db: Database<Tables>, sessionId: string, actor: Actor, isParticipant: boolean) {
  const rows = await db
    .selectFrom('session_material')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where(visibleMaterials(actor, isParticipant))
    .orderBy('added_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    materialId: row.id,
    title: row.title,
    file: row.file,
    audience: row.audience,
    state: row.state,
    ...(row.unit_id !== null && { unitId: row.unit_id }),
    late: row.late,
    addedAt: row.added_at.toISOString(),
  }))
}

async function questionsOf(db: Database<Tables>, sessionId: string) {
  const rows = await db
    .selectFrom('session_question')
    .leftJoin('commitment', 'commitment.question_id', 'session_question.id')
    .selectAll('session_question')
    .distinctOn(['session_question.raised_at', 'session_question.id'])
    .select('commitment.id as commitment_id')
    .where('session_question.session_id', '=', sessionId)
    .orderBy('session_question.raised_at')
    .orderBy('session_question.id')
    .orderBy('commitment.made_at')
    .execute()
  return rows.map((row) => ({
    questionId: row.id,
    unitId: row.unit_id,
    ...(row.member_id !== null && { memberId: row.member_id }),
    question: row.question,
    raisedAt: row.raised_at.toISOString(),
    ...(row.answer !== null && { answer: row.answer, answeredAt: instant(row.answered_at) }),
    ...(row.commitment_id !== null && { commitmentId: row.commitment_id }),
  }))
}

async function unitsOf(db: Database<Tables>, sessionId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('session_participant')
    .select('participant_id')
    .where('session_id', '=', sessionId)
    .where('kind', '=', 'UNIT')
    .orderBy('participant_id')
    .execute()
  return rows.map(({ participant_id }) => participant_id)
}

async function speechesOf(db: Database<Tables>, sessionId: string) {
  const rows = await db
    .selectFrom('session_speech')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    speechId: row.id,
    speakerId: row.speaker_id,
    mode: row.mode,
    speaksFor: row.speaks_for,
    ...(row.body_id !== null && { bodyId: row.body_id }),
    title: row.title,
    ...(row.text !== null && { text: row.text }),
    ...(row.file && { file: row.file }),
    ...(row.seconds !== null && { seconds: row.seconds }),
  }))
}
