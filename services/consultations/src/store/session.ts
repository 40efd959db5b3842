import { createHash } from 'node:crypto'
import { Refusal } from '@lianxie/contracts'
import { defaultPack, packAt, PolicyPack } from '@lianxie/policy'
import type { Database, Tx } from '@lianxie/service-kit'
import type { Selectable } from 'kysely'
import type { Material } from '../domain/material.ts'
import type { Item } from '../domain/session-item.ts'
import type { Minutes } from '../domain/session-minutes.ts'
import type { Question } from '../domain/session-record.ts'
import type { Participant, Rules, Session } from '../domain/session.ts'
import { findUnknown, lockPlan } from './plan.ts'
import type { ParticipantTable } from './session-tables.ts'
import type { Tables } from './tables.ts'

const notFound = (field: string) => new Refusal('common.not_found', { field })

/** An adopted item with its row locked, under its plan's lock: nothing amends it meanwhile. Refuses `common.not_found`. */
export async function lockItem(tx: Tx<Tables>, itemId: string, field = 'itemId'): Promise<Item> {
  const found = await tx.selectFrom('plan_item').select('plan_id').where('id', '=', itemId).executeTakeFirst()
  if (!found) throw notFound(field)
  await lockPlan(tx, found.plan_id, 'share', field)
  const { id, state, form } = await tx
    .selectFrom('plan_item')
    .select(['id', 'state', 'form'])
    .where('id', '=', itemId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  // A topic that was only suggested has no form yet, and is no matter for sessions.
  if (form === null) throw new Refusal('item.wrong_state', { field, itemId, state })
  return { id, state, form }
}

/** A session; refuses `common.not_found`. */
export async function loadSession(tx: Tx<Tables>, id: string, field = 'sessionId'): Promise<Session> {
  const row = await tx
    .selectFrom('session')
    .select([
      'id',
      'item_id',
      'form',
      'title',
      'state',
      'starts_at',
      'ends_at',
      'chair_member_id',
      'notice_deadline',
      'material_deadline',
      'minutes_deadline',
      'late_reason',
      'announced',
      'check_in_opened_at',
      'minutes_state',
      'minutes_version',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound(field)
  return {
    id: row.id,
    itemId: row.item_id,
    form: row.form,
    title: row.title,
    state: row.state,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    chairMemberId: row.chair_member_id,
    noticeDeadline: row.notice_deadline,
    materialDeadline: row.material_deadline,
    ...(row.minutes_deadline && { minutesDeadline: row.minutes_deadline }),
    ...(row.late_reason !== null && { lateReason: row.late_reason }),
    announced: row.announced,
    checkInOpen: row.check_in_opened_at !== null,
    minutesState: row.minutes_state,
    minutesVersion: row.minutes_version,
  }
}

/** How many other sessions of the item are still to be held or were held. */
export async function countOtherSessions(tx: Tx<Tables>, { id, itemId }: Session): Promise<number> {
  const { count } = await tx
    .selectFrom('session')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('item_id', '=', itemId)
    .where('id', '<>', id)
    .where('state', '<>', 'CANCELLED')
    .executeTakeFirstOrThrow()
  return Number(count)
}

const participantColumns = ['participant_id', 'kind', 'capacity', 'leave_state', 'attendance'] as const

export async function loadParticipants(tx: Tx<Tables>, sessionId: string): Promise<Participant[]> {
  const rows = await tx
    .selectFrom('session_participant')
    .select(participantColumns)
    .where('session_id', '=', sessionId)
    .orderBy('participant_id')
    .execute()
  return rows.map(participantOf)
}

export async function loadParticipant(
  tx: Tx<Tables>,
  sessionId: string,
  participantId: string | undefined,
): Promise<Participant | undefined> {
  if (participantId === undefined) return undefined
  const row = await tx
    .selectFrom('session_participant')
    .select(participantColumns)
    .where('session_id', '=', sessionId)
    .where('participant_id', '=', participantId)
    .executeTakeFirst()
  return row && participantOf(row)
}

const participantOf = (row: Pick<Selectable<ParticipantTable>, (typeof participantColumns)[number]>): Participant => ({
  participantId: row.participant_id,
  kind: row.kind,
  capacity: row.capacity,
  ...(row.leave_state !== null && { leave: row.leave_state }),
  ...(row.attendance !== null && { attendance: row.attendance }),
})

/** Whether a code is the one that the open check-in shows. */
export async function fitsCode(tx: Tx<Tables>, sessionId: string, code: string): Promise<boolean> {
  const row = await tx.selectFrom('session').select('check_in_code').where('id', '=', sessionId).executeTakeFirst()
  return row?.check_in_code === code
}

/** A material of the session; refuses `common.not_found`. */
export async function loadMaterial(tx: Tx<Tables>, sessionId: string, materialId: string): Promise<Material> {
  const row = await tx
    .selectFrom('session_material')
    .select(['id', 'state', 'unit_id'])
    .where('id', '=', materialId)
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  if (!row) throw notFound('materialId')
  return { id: row.id, state: row.state, ...(row.unit_id !== null && { unitId: row.unit_id }) }
}

/** How many materials the session has that were not taken back. */
export async function countMaterials(tx: Tx<Tables>, sessionId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('session_material')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('session_id', '=', sessionId)
    .where('state', '<>', 'WITHDRAWN')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** A question of the session, if there is one of this id. */
export async function findQuestion(
  tx: Tx<Tables>,
  sessionId: string,
  questionId: string,
): Promise<Question | undefined> {
  const row = await tx
    .selectFrom('session_question')
    .select(['id', 'unit_id', 'answered_at'])
    .where('id', '=', questionId)
    .where('session_id', '=', sessionId)
    .executeTakeFirst()
  return row && { id: row.id, unitId: row.unit_id, answered: row.answered_at !== null }
}

export async function loadQuestion(tx: Tx<Tables>, sessionId: string, questionId: string): Promise<Question> {
  const question = await findQuestion(tx, sessionId, questionId)
  if (!question) throw notFound('questionId')
  return question
}

/** The latest version of the minutes, how many object to it, and how many of those who came have not answered. */
export async function loadMinutes(tx: Tx<Tables>, { id, minutesVersion }: Session): Promise<Minutes> {
  const row = await tx
    .selectFrom('session_minutes')
    .select((eb) => [
      'text_sha256',
      'file',
      'answer_by',
      eb
        .selectFrom('session_participant')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .whereRef('session_participant.session_id', '=', 'session_minutes.session_id')
        .where('attendance', '<>', 'ABSENT')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('session_minutes_answer')
                .select('answer')
                .whereRef('session_minutes_answer.session_id', '=', 'session_minutes.session_id')
                .whereRef('session_minutes_answer.version', '=', 'session_minutes.version')
                .whereRef('session_minutes_answer.participant_id', '=', 'session_participant.participant_id'),
            ),
          ),
        )
        .as('silent'),
      eb
        .selectFrom('session_minutes_answer')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .whereRef('session_minutes_answer.session_id', '=', 'session_minutes.session_id')
        .whereRef('session_minutes_answer.version', '=', 'session_minutes.version')
        .where('answer', '=', 'OBJECTED')
        .as('objections'),
    ])
    .where('session_id', '=', id)
    .where('version', '=', minutesVersion)
    .executeTakeFirst()
  if (!row) return { objections: 0, silent: 0 }
  return {
    textSha256: row.text_sha256,
    ...(row.file && { fileSha256: row.file.sha256 }),
    ...(row.answer_by !== null && { answerBy: row.answer_by }),
    objections: Number(row.objections ?? 0),
    silent: Number(row.silent ?? 0),
  }
}

export async function hasAnsweredMinutes(
  tx: Tx<Tables>,
  { id, minutesVersion }: Session,
  participantId: string | undefined,
): Promise<boolean> {
  if (participantId === undefined) return false
  const row = await tx
    .selectFrom('session_minutes_answer')
    .select('answer')
    .where('session_id', '=', id)
    .where('version', '=', minutesVersion)
    .where('participant_id', '=', participantId)
    .executeTakeFirst()
  return row !== undefined
}

/** The local rules in force at an instant; the product's defaults until the committee has its own. */
export async function loadRules(tx: Database<Tables>, committee: string, at: Date): Promise<Rules> {
  const rows = await tx.selectFrom('known_policy').select('pack').execute()
  return (
    packAt(
      rows.map(({ pack }) => PolicyPack.parse(pack)),
      at,
    ) ?? defaultPack(committee)
  )
}

/** Which of the units the directory has not told of, or has closed. */
export async function findUnknownUnits(tx: Tx<Tables>, units: readonly string[]): Promise<string[]> {
  return [...(await findUnknown(tx, { bodies: [], units })).units]
}

/** Which of the members the directory has not told of. */
export async function findUnknownMembers(tx: Tx<Tables>, members: readonly string[]): Promise<string[]> {
  if (members.length === 0) return []
  const rows = await tx.selectFrom('known_member').select('id').where('id', 'in', members).execute()
  const known = new Set(rows.map(({ id }) => id))
  return [...new Set(members)].filter((id) => !known.has(id))
}

/** The SHA-256 by which events speak of a text that stays here. */
export const hashOfText = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
