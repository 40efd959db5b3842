import { consultations as c, type notices as n } from '@lianxie/contracts'
import { endOfDay } from '@lianxie/policy'
import { react, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { closeAttendance, inviteesOf, isAnnounced, nameThing } from './known.ts'
import { type Heard, type Occasion, tell } from './tell.ts'

const tellOf = (
  tx: Tx<Tables>,
  context: Heard,
  kind: n.NoticeKind,
  sessionId: string,
  { whom, dueAt }: Pick<Occasion, 'whom' | 'dueAt'>,
) => tell(tx, context, { kind, thing: { of: 'SESSION', id: sessionId }, whom, dueAt })

/** Whoever has had the notice of a session hears that it changed; before, nobody does. */
async function tellInvited(tx: Tx<Tables>, context: Heard, kind: n.NoticeKind, id: string): Promise<void> {
  if (await isAnnounced(tx, id)) await tellOf(tx, context, kind, id, { whom: await inviteesOf(tx, id) })
}

/** 协商会议: who is invited, and what becomes of it. */
export const sessionReactions = [
  react(c.SessionScheduled, async (tx: Tx<Tables>, { sessionId, title }) => {
    await nameThing(tx, 'SESSION', sessionId, title)
    await tx
      .insertInto('known_session')
      .values({ id: sessionId, announced: false })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }),
  react(c.SessionInvited, async (tx: Tx<Tables>, { sessionId, members, unitIds, supplementary }, context) => {
    const memberIds = members.map(({ memberId }) => memberId)
    const rows = [
      ...memberIds.map((id) => ({ session_id: sessionId, id, kind: 'MEMBER' as const })),
      ...unitIds.map((id) => ({ session_id: sessionId, id, kind: 'UNIT' as const })),
    ]
    if (rows.length > 0)
      await tx
        .insertInto('known_invitee')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    if (supplementary)
      await tellOf(tx, context, 'SESSION_INVITED', sessionId, { whom: { members: memberIds, units: unitIds } })
  }),
  react(c.SessionUninvited, async (tx: Tx<Tables>, { sessionId, participantIds }, context) => {
    // One id is of a member or of a unit; nobody is both.
    if (await isAnnounced(tx, sessionId)) {
      const whom = { members: participantIds, units: participantIds }
      await tellOf(tx, context, 'SESSION_UNINVITED', sessionId, { whom })
    }
    if (participantIds.length > 0)
      await tx
        .deleteFrom('known_invitee')
        .where('session_id', '=', sessionId)
        .where('id', 'in', participantIds)
        .execute()
  }),
  react(c.SessionNotified, async (tx: Tx<Tables>, { sessionId }, context) => {
    await tx.updateTable('known_session').set({ announced: true }).where('id', '=', sessionId).execute()
    await tellOf(tx, context, 'SESSION_INVITED', sessionId, { whom: await inviteesOf(tx, sessionId) })
  }),
  react(c.SessionRescheduled, (tx: Tx<Tables>, { sessionId }, context) =>
    tellInvited(tx, context, 'SESSION_CHANGED', sessionId),
  ),
  react(c.SessionPostponed, (tx: Tx<Tables>, { sessionId }, context) =>
    tellInvited(tx, context, 'SESSION_CANCELLED', sessionId),
  ),
  react(c.SessionCancelled, (tx: Tx<Tables>, { sessionId }, context) =>
    tellInvited(tx, context, 'SESSION_CANCELLED', sessionId),
  ),
  react(c.SessionLeaveRequested, (tx: Tx<Tables>, { sessionId }, context) =>
    tellOf(tx, context, 'LEAVE_REQUESTED', sessionId, { whom: { offices: true } }),
  ),
  react(c.SessionLeaveGranted, (tx: Tx<Tables>, { sessionId, memberId }, context) =>
    tellOf(tx, context, 'LEAVE_ANSWERED', sessionId, { whom: { members: [memberId] } }),
  ),
  react(c.SessionLeaveRefused, (tx: Tx<Tables>, { sessionId, memberId }, context) =>
    tellOf(tx, context, 'LEAVE_ANSWERED', sessionId, { whom: { members: [memberId] } }),
  ),
  react(c.SessionAttendanceRecorded, async (tx: Tx<Tables>, { sessionId, entries }) => {
    const came = (here: boolean) => entries.filter((one) => (one.attendance !== 'ABSENT') === here)
    for (const here of [true, false]) {
      const ids = came(here).map(({ participantId }) => participantId)
      if (ids.length === 0) continue
      await tx
        .updateTable('known_invitee')
        .set({ came: here })
        .where('session_id', '=', sessionId)
        .where('id', 'in', ids)
        .execute()
    }
  }),
  react(c.SessionHeld, (tx: Tx<Tables>, { sessionId, counts }) =>
    closeAttendance(tx, sessionId, counts.present + counts.observers + counts.units),
  ),
  react(c.SessionMinutesAnswered, async (tx: Tx<Tables>, { sessionId, version, participantId }) => {
    await tx
      .updateTable('known_invitee')
      .set({ answered_version: version })
      .where('session_id', '=', sessionId)
      .where('id', '=', participantId)
      .execute()
  }),
  react(c.SessionMinutesCirculated, async (tx: Tx<Tables>, { sessionId, version, answerBy }, context) => {
    // Who did not come has no opinion on what was said, and could give none; an answer to this version stands when its day changes.
    const whom = await inviteesOf(tx, sessionId, { whoCame: true, notAnswered: version })
    await tellOf(tx, context, 'MINUTES_TO_ANSWER', sessionId, { whom, dueAt: endOfDay(answerBy) })
  }),
  react(c.SessionReminded, (tx: Tx<Tables>, { sessionId, due }, context) =>
    tellOf(tx, context, 'SESSION_DUTY_DUE', sessionId, { whom: { offices: true }, dueAt: due }),
  ),
]
