import { type RecordedEvent, searchText, type Tx } from '@lianxie/service-kit'
import type { Updateable } from 'kysely'
import { commitmentAppliers } from './commitment-apply.ts'
import { outcomeAppliers } from './outcome-apply.ts'
import { setItemState } from './plan-item-state.ts'
import { researchAppliers } from './research-apply.ts'
import { clearTurns, floorAppliers, stopClock } from './session-floor-apply.ts'
import { type Appliers, applyBy } from './session-appliers.ts'
import { minutesAppliers } from './session-minutes-apply.ts'
import type { ParticipantTable, SessionTable } from './session-tables.ts'
import type { Tables } from './tables.ts'

/** Applies an event about sessions, research, outcomes and promises; false when it is about something else. */
export const applySession = (tx: Tx<Tables>, event: RecordedEvent<any>): Promise<boolean> =>
  applyBy(appliers, tx, event)

const sessionAppliers: Omit<Appliers<'session'>, keyof typeof minutesAppliers | keyof typeof floorAppliers> &
  Pick<Appliers<'item'>, 'consultations.item-moved'> = {
  'consultations.item-moved': (tx, event) => setItemState(tx, event.data.itemId, event.data.to, event),

  'consultations.session-scheduled': (tx, { data }) =>
    tx
      .insertInto('session')
      .values({
        id: data.sessionId,
        item_id: data.itemId,
        form: data.form,
        title: data.title,
        state: 'SCHEDULED',
        mode: data.mode,
        starts_at: new Date(data.startsAt),
        ends_at: new Date(data.endsAt),
        place: data.place,
        chair_member_id: data.chairMemberId,
        agenda: data.agenda,
        notice_deadline: JSON.stringify(data.noticeDeadline),
        material_deadline: JSON.stringify(data.materialDeadline),
        late_reason: data.lateReason ?? null,
        search: searchText(data.title, data.agenda.join('\n'), data.place),
      })
      .execute(),

  async 'consultations.session-rescheduled'(tx, { data }) {
    const { state, title, agenda } = await tx
      .selectFrom('session')
      .select(['state', 'title', 'agenda'])
      .where('id', '=', data.sessionId)
      .executeTakeFirstOrThrow()
    await setSession(tx, data.sessionId, {
      state: 'SCHEDULED',
      starts_at: new Date(data.startsAt),
      ends_at: new Date(data.endsAt),
      place: data.place,
      notice_deadline: JSON.stringify(data.noticeDeadline),
      material_deadline: JSON.stringify(data.materialDeadline),
      late_reason: data.lateReason ?? null,
      end_reason: null,
      notified_at: null,
      check_in_opened_at: null,
      check_in_code: null,
      search: searchText(title, agenda.join('\n'), data.place),
    })
    // Leave was asked for another day. Who came to the first part of an adjourned session, came.
    await setParticipants(tx, data.sessionId, {
      leave_state: null,
      leave_reason: null,
      leave_answer: null,
      ...(state !== 'ADJOURNED' && { attendance: null, recorded_by: null }),
    })
  },

  async 'consultations.session-postponed'(tx, { data }) {
    await setSession(tx, data.sessionId, {
      state: 'POSTPONED',
      end_reason: data.reason,
      check_in_opened_at: null,
      check_in_code: null,
    })
    await stopClock(tx, data.sessionId)
  },

  async 'consultations.session-cancelled'(tx, { data }) {
    await setSession(tx, data.sessionId, {
      state: 'CANCELLED',
      end_reason: data.reason,
      check_in_opened_at: null,
      check_in_code: null,
    })
    await clearTurns(tx, data.sessionId)
  },

  'consultations.session-invited': (tx, { data, time }) =>
    tx
      .insertInto('session_participant')
      .values(
        [
          ...data.members.map(({ memberId, capacity }) => ({ id: memberId, kind: 'MEMBER' as const, capacity })),
          ...data.unitIds.map((id) => ({ id, kind: 'UNIT' as const, capacity: 'ATTENDEE' as const })),
        ].map(({ id, kind, capacity }) => ({
          session_id: data.sessionId,
          participant_id: id,
          kind,
          capacity,
          invited_at: time,
          supplementary: data.supplementary,
        })),
      )
      .execute(),

  async 'consultations.session-uninvited'(tx, { data }) {
    await tx
      .deleteFrom('session_participant')
      .where('session_id', '=', data.sessionId)
      .where('participant_id', 'in', data.participantIds)
      .execute()
    await clearTurns(tx, data.sessionId, data.participantIds)
  },

  'consultations.session-notified': (tx, { data, time }) =>
    setSession(tx, data.sessionId, {
      state: 'NOTIFIED',
      notified_at: time,
      announced: true,
      ...(data.lateReason !== undefined && { late_reason: data.lateReason }),
    }),

  'consultations.session-leave-requested': (tx, { data }) =>
    setParticipants(tx, data.sessionId, { leave_state: 'REQUESTED', leave_answer: null }, data.memberId),
  'consultations.session-leave-granted': (tx, { data }) =>
    setParticipants(tx, data.sessionId, { leave_state: 'GRANTED' }, data.memberId),
  'consultations.session-leave-refused': (tx, { data }) =>
    setParticipants(tx, data.sessionId, { leave_state: 'REFUSED' }, data.memberId),

  'consultations.session-check-in-opened': (tx, { data, time }) =>
    setSession(tx, data.sessionId, { check_in_opened_at: time }),

  async 'consultations.session-attendance-recorded'(tx, { data }) {
    for (const [attendance, entries] of Map.groupBy(data.entries, ({ attendance }) => attendance)) {
      await tx
        .updateTable('session_participant')
        .set({ attendance, recorded_by: data.by })
        .where('session_id', '=', data.sessionId)
        .where(
          'participant_id',
          'in',
          entries.map(({ participantId }) => participantId),
        )
        .execute()
    }
  },

  'consultations.session-material-added': (tx, { data, time }) =>
    tx
      .insertInto('session_material')
      .values({
        id: data.materialId,
        session_id: data.sessionId,
        title: data.title,
        file: JSON.stringify(data.file),
        audience: data.audience,
        state: 'ADDED',
        unit_id: data.unitId ?? null,
        late: data.late,
        added_at: time,
      })
      .execute(),
  'consultations.session-material-released': (tx, { data }) =>
    tx.updateTable('session_material').set({ state: 'RELEASED' }).where('id', '=', data.materialId).execute(),
  'consultations.session-material-withdrawn': (tx, { data }) =>
    tx.updateTable('session_material').set({ state: 'WITHDRAWN' }).where('id', '=', data.materialId).execute(),

  'consultations.session-question-raised': (tx, { data, time }) =>
    tx
      .insertInto('session_question')
      .values({
        id: data.questionId,
        session_id: data.sessionId,
        unit_id: data.unitId,
        member_id: data.memberId ?? null,
        question: data.question,
        raised_at: time,
      })
      .execute(),
  'consultations.session-question-answered': (tx, { data, time }) =>
    tx
      .updateTable('session_question')
      .set({ answer: data.answer, answered_at: time })
      .where('id', '=', data.questionId)
      .execute(),

  'consultations.session-speech-recorded': (tx, { data, time }) =>
    tx
      .insertInto('session_speech')
      .values({
        id: data.speechId,
        session_id: data.sessionId,
        speaker_id: data.speakerId,
        mode: data.mode,
        speaks_for: data.speaksFor,
        body_id: data.bodyId ?? null,
        title: data.title,
        text_sha256: data.textSha256 ?? null,
        file: data.file === undefined ? null : JSON.stringify(data.file),
        recorded_at: time,
        seconds: data.seconds ?? null,
      })
      .execute(),

  async 'consultations.session-adjourned'(tx, { data }) {
    await setSession(tx, data.sessionId, {
      state: 'ADJOURNED',
      end_reason: data.reason,
      check_in_opened_at: null,
      check_in_code: null,
    })
    await stopClock(tx, data.sessionId)
  },

  async 'consultations.session-held'(tx, { data }) {
    await setSession(tx, data.sessionId, {
      state: 'HELD',
      started_at: new Date(data.startedAt),
      ended_at: new Date(data.endedAt),
      counts: JSON.stringify(data.counts),
      minutes_deadline: JSON.stringify(data.minutesDeadline),
      end_reason: null,
      check_in_opened_at: null,
      check_in_code: null,
    })
    await clearTurns(tx, data.sessionId)
    await tx
      .updateTable('session_participant')
      .set({ attendance: 'ABSENT', recorded_by: 'CLOSING' })
      .where('session_id', '=', data.sessionId)
      .where('attendance', 'is', null)
      .where((eb) => eb.or([eb('leave_state', 'is', null), eb('leave_state', '<>', 'GRANTED')]))
      .execute()
  },

  // A reminder is told to others and changes nothing here.
  'consultations.session-reminded': async () => {},
}

const appliers = {
  ...sessionAppliers,
  ...minutesAppliers,
  ...floorAppliers,
  ...commitmentAppliers,
  ...researchAppliers,
  ...outcomeAppliers,
}

const setSession = (tx: Tx<Tables>, sessionId: string, values: Updateable<SessionTable>) =>
  tx.updateTable('session').set(values).where('id', '=', sessionId).execute()

/** Changes one participant, or all of a session. */
async function setParticipants(
  tx: Tx<Tables>,
  sessionId: string,
  values: Updateable<ParticipantTable>,
  participantId?: string,
): Promise<void> {
  let update = tx.updateTable('session_participant').set(values).where('session_id', '=', sessionId)
  if (participantId !== undefined) update = update.where('participant_id', '=', participantId)
  await update.execute()
}
