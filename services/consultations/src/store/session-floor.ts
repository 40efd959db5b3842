import type { Tx } from '@lianxie/service-kit'
import type { Turn } from '../domain/session-floor.ts'
import type { Tables } from './tables.ts'

/** 发言名单: who waits and who speaks, in the order in which they asked. */
export async function loadTurns(tx: Tx<Tables>, sessionId: string): Promise<Turn[]> {
  const rows = await tx
    .selectFrom('session_turn')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('lined_up_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    speakerId: row.speaker_id,
    mode: row.mode,
    speaksFor: row.speaks_for,
    ...(row.body_id !== null && { bodyId: row.body_id }),
    title: row.title,
    limitSeconds: row.limit_seconds,
    ...(row.started_at && { startedAt: row.started_at }),
  }))
}

/** How many items the agenda of a session has. */
export async function countAgenda(tx: Tx<Tables>, sessionId: string): Promise<number> {
  const row = await tx.selectFrom('session').select('agenda').where('id', '=', sessionId).executeTakeFirst()
  return row?.agenda.length ?? 0
}
