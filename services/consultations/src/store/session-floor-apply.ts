import type { Tx } from '@lianxie/service-kit'
import type { Appliers } from './session-appliers.ts'
import type { Tables } from './tables.ts'

type FloorEvent =
  | 'consultations.session-agenda-taken-up'
  | 'consultations.session-speaker-lined-up'
  | 'consultations.session-speech-started'
  | 'consultations.session-speech-stopped'
  | 'consultations.session-speaker-taken-off'

/** What events about the floor of a session (会场) change. */
export const floorAppliers = {
  'consultations.session-agenda-taken-up': (tx, { data }) =>
    tx.updateTable('session').set({ agenda_item: data.number }).where('id', '=', data.sessionId).execute(),

  'consultations.session-speaker-lined-up': (tx, { data, time }) =>
    tx
      .insertInto('session_turn')
      .values({
        id: data.speechId,
        session_id: data.sessionId,
        speaker_id: data.speakerId,
        mode: data.mode,
        speaks_for: data.speaksFor,
        body_id: data.bodyId ?? null,
        title: data.title,
        limit_seconds: data.limitSeconds,
        lined_up_at: time,
      })
      .execute(),

  'consultations.session-speech-started': (tx, { data, time }) =>
    tx.updateTable('session_turn').set({ started_at: time }).where('id', '=', data.speechId).execute(),

  'consultations.session-speech-stopped': (tx, { data }) => deleteTurn(tx, data.speechId),
  'consultations.session-speaker-taken-off': (tx, { data }) => deleteTurn(tx, data.speechId),
} satisfies Pick<Appliers<'session'>, FloorEvent>

const deleteTurn = (tx: Tx<Tables>, speechId: string) =>
  tx.deleteFrom('session_turn').where('id', '=', speechId).execute()

/** 发言计时中断: whoever had the floor when a session was broken off waits for it again. */
export const stopClock = (tx: Tx<Tables>, sessionId: string) =>
  tx
    .updateTable('session_turn')
    .set({ started_at: null })
    .where('session_id', '=', sessionId)
    .where('started_at', 'is not', null)
    .execute()

/** Nobody waits for the floor of a session that is over, or that those taken back were invited to. */
export const clearTurns = (tx: Tx<Tables>, sessionId: string, speakerIds?: readonly string[]) => {
  const turns = tx.deleteFrom('session_turn').where('session_id', '=', sessionId)
  return (speakerIds ? turns.where('speaker_id', 'in', speakerIds) : turns).execute()
}
