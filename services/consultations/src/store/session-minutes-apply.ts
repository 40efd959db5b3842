import type { consultations as c } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Updateable } from 'kysely'
import type { Appliers } from './session-appliers.ts'
import type { MinutesTable, SessionTable } from './session-tables.ts'
import type { Tables } from './tables.ts'

/** 会议纪要: versions come and are never changed; what was approved stays. */
export const minutesAppliers = {
  'consultations.session-minutes-drafted': (tx, { data, time }) => addVersion(tx, data, time, null),
  'consultations.session-minutes-corrected': (tx, { data, time }) => addVersion(tx, data, time, data),

  'consultations.session-minutes-circulated': async (tx, { data, time }) => {
    await setVersion(tx, data, { circulated_at: time, answer_by: data.answerBy })
    await setSession(tx, data.sessionId, { minutes_state: 'CIRCULATED' })
  },

  'consultations.session-minutes-answered': (tx, { data, time }) =>
    tx
      .insertInto('session_minutes_answer')
      .values({
        session_id: data.sessionId,
        version: data.version,
        participant_id: data.participantId,
        answer: data.answer,
        answered_at: time,
      })
      .execute(),

  'consultations.session-minutes-approved': async (tx, { data, time }) => {
    await setVersion(tx, data, { approved_at: time })
    await setSession(tx, data.sessionId, { minutes_state: 'APPROVED' })
  },
} satisfies Pick<Appliers<'session'>, `consultations.session-minutes-${string}` & keyof Appliers<'session'>>

interface Written {
  sessionId: string
  version: number
  textSha256: string
  file?: c.FileRef | undefined
}

async function addVersion(
  tx: Tx<Tables>,
  { sessionId, version, textSha256, file }: Written,
  time: Date,
  correction: { corrects: number; reason: string } | null,
): Promise<void> {
  await tx
    .insertInto('session_minutes')
    .values({
      session_id: sessionId,
      version,
      text_sha256: textSha256,
      file: file === undefined ? null : JSON.stringify(file),
      drafted_at: time,
      corrects: correction?.corrects ?? null,
      reason: correction?.reason ?? null,
    })
    .execute()
  await setSession(tx, sessionId, { minutes_state: 'DRAFTED', minutes_version: version })
}

const setVersion = (
  tx: Tx<Tables>,
  { sessionId, version }: { sessionId: string; version: number },
  values: Updateable<MinutesTable>,
) =>
  tx
    .updateTable('session_minutes')
    .set(values)
    .where('session_id', '=', sessionId)
    .where('version', '=', version)
    .execute()

const setSession = (tx: Tx<Tables>, sessionId: string, values: Updateable<SessionTable>) =>
  tx.updateTable('session').set(values).where('id', '=', sessionId).execute()
