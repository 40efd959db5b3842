import { randomBytes } from 'node:crypto'
import { consultations as c } from '@lianxie/contracts'
import { type DecideContext, handle, type Handler, type RecordedEvent, type Tx, withFiles } from '@lianxie/service-kit'
import { commitmentHandlers } from './commitment-commands.ts'
import { addMaterial, releaseMaterial, withdrawMaterial } from './domain/material.ts'
import { answerLeave, inviteParticipants, requestLeave, sendNotice, withdrawInvitation } from './domain/notice.ts'
import { DRAFTERS } from './domain/plan.ts'
import { adjournSession, checkIn, holdSession, openCheckIn, recordAttendance } from './domain/session-attendance.ts'
import {
  answerMinutes,
  approveMinutes,
  circulateMinutes,
  correctMinutes,
  draftMinutes,
  ownPlace,
} from './domain/session-minutes.ts'
import { answerQuestion, raiseQuestion, recordSpeech } from './domain/session-record.ts'
import { remindOfSession } from './domain/session-reminder.ts'
import { cancelSession, postponeSession, rescheduleSession, scheduleSession } from './domain/session-schedule.ts'
import { floorHandlers } from './floor-commands.ts'
import { outcomeHandlers } from './outcome-commands.ts'
import { researchHandlers } from './research-commands.ts'
import { planReminders } from './session-jobs.ts'
import { loadTurns } from './store/session-floor.ts'
import * as store from './store/session.ts'
import { keepWords } from './store/session-words.ts'
import type { Tables } from './store/tables.ts'

const UNITS = ['UNIT_HANDLER', 'UNIT_LEADER'] as const

const onSession = ({ sessionId }: { sessionId: string }) => `session/${sessionId}`

type OfSession = { sessionId: string }

const session = async (tx: Tx<Tables>, { sessionId }: OfSession) => ({
  session: await store.loadSession(tx, sessionId),
})

const withParticipants = async (tx: Tx<Tables>, { sessionId }: OfSession) => ({
  ...(await session(tx, { sessionId })),
  participants: await store.loadParticipants(tx, sessionId),
})

const withItem = async (tx: Tx<Tables>, { sessionId }: OfSession) => {
  const found = await store.loadSession(tx, sessionId)
  return { session: found, item: await store.lockItem(tx, found.itemId, 'sessionId') }
}

const withMinutes = async (tx: Tx<Tables>, { sessionId }: OfSession) => {
  const found = await store.loadSession(tx, sessionId)
  return { session: found, minutes: await store.loadMinutes(tx, found) }
}

/** The text of the minutes, kept beside the version that the event made. */
const keepMinutes = async (
  tx: Tx<Tables>,
  { sessionId, text }: { sessionId: string; text: string },
  [event]: readonly RecordedEvent<any>[],
  context: DecideContext,
): Promise<void> => {
  const key = { session_id: sessionId, version: event!.data.version }
  await keepWords(tx, 'session_minutes', key, { text }, event!, context)
}

/** What can be asked about sessions (协商会议), in the order in which a session comes about. */
const ownHandlers: Handler<any, any, any>[] = [
  handle(c.ScheduleSession, {
    allow: DRAFTERS,
    target: ({ itemId }) => `item/${itemId}`,
    load: async (tx: Tx<Tables>, { itemId, chairMemberId }, { committee, now }) => ({
      item: await store.lockItem(tx, itemId),
      rules: await store.loadRules(tx, committee, now),
      unknownMembers: await store.findUnknownMembers(tx, [chairMemberId]),
    }),
    decide: scheduleSession,
    also: planReminders,
  }),
  handle(c.RescheduleSession, {
    allow: DRAFTERS,
    target: onSession,
    load: async (tx: Tx<Tables>, body, { committee, now }) => ({
      ...(await session(tx, body)),
      rules: await store.loadRules(tx, committee, now),
    }),
    decide: rescheduleSession,
    also: planReminders,
  }),
  handle(c.PostponeSession, { allow: DRAFTERS, target: onSession, load: session, decide: postponeSession }),
  handle(c.CancelSession, {
    allow: DRAFTERS,
    target: onSession,
    load: async (tx: Tx<Tables>, body) => {
      const found = await withItem(tx, body)
      return { ...found, otherSessions: await store.countOtherSessions(tx, found.session) }
    },
    decide: cancelSession,
  }),

  handle(c.InviteParticipants, {
    allow: DRAFTERS,
    target: onSession,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await withParticipants(tx, body)),
      unknownMembers: await store.findUnknownMembers(
        tx,
        body.members.map(({ memberId }) => memberId),
      ),
      unknownUnits: await store.findUnknownUnits(tx, body.unitIds),
    }),
    decide: inviteParticipants,
  }),
  handle(c.WithdrawInvitation, {
    allow: DRAFTERS,
    target: onSession,
    load: withParticipants,
    decide: withdrawInvitation,
  }),
  handle(c.SendNotice, { allow: DRAFTERS, target: onSession, load: withParticipants, decide: sendNotice }),

  handle(c.RequestLeave, {
    allow: ['MEMBER'],
    target: onSession,
    load: async (tx: Tx<Tables>, body, { actor }) => ({
      ...(await session(tx, body)),
      participant: await store.loadParticipant(tx, body.sessionId, actor.memberId),
    }),
    decide: requestLeave,
    also: async (tx, { sessionId, reason }, [event], context) => {
      const key = { session_id: sessionId, participant_id: context.actor.memberId! }
      await keepWords(tx, 'session_participant', key, { leave_reason: reason }, event!, context)
    },
  }),
  handle(c.AnswerLeave, {
    allow: DRAFTERS,
    target: onSession,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await session(tx, body)),
      participant: await store.loadParticipant(tx, body.sessionId, body.memberId),
    }),
    decide: answerLeave,
    also: async (tx, { sessionId, memberId, reason }, [event], context) => {
      if (reason === undefined) return
      const key = { session_id: sessionId, participant_id: memberId }
      await keepWords(tx, 'session_participant', key, { leave_answer: reason }, event!, context)
    },
  }),
  handle(c.OpenCheckIn, {
    allow: DRAFTERS,
    target: onSession,
    load: session,
    decide: openCheckIn,
    also: async (tx: Tx<Tables>, { sessionId }, [event], context) => {
      const code = randomBytes(16).toString('hex')
      await keepWords(tx, 'session', { id: sessionId }, { check_in_code: code }, event!, context)
    },
  }),
  handle(c.CheckIn, {
    allow: ['MEMBER'],
    target: onSession,
    load: async (tx: Tx<Tables>, { sessionId, code }, { actor }) => ({
      ...(await session(tx, { sessionId })),
      participant: await store.loadParticipant(tx, sessionId, actor.memberId),
      codeFits: await store.fitsCode(tx, sessionId, code),
    }),
    decide: checkIn,
  }),
  handle(c.RecordAttendance, { allow: DRAFTERS, target: onSession, load: withParticipants, decide: recordAttendance }),

  handle(c.AddMaterial, {
    allow: [...DRAFTERS, ...UNITS],
    target: onSession,
    load: withParticipants,
    decide: addMaterial,
  }),
  handle(c.ReleaseMaterial, {
    allow: ['CHAIR'],
    target: onSession,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await session(tx, body)),
      material: await store.loadMaterial(tx, body.sessionId, body.materialId),
    }),
    decide: releaseMaterial,
  }),
  handle(c.WithdrawMaterial, {
    allow: [...DRAFTERS, ...UNITS],
    target: onSession,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await session(tx, body)),
      material: await store.loadMaterial(tx, body.sessionId, body.materialId),
    }),
    decide: withdrawMaterial,
  }),

  handle(c.RaiseQuestion, {
    allow: [...DRAFTERS, 'MEMBER'],
    target: onSession,
    load: withParticipants,
    decide: raiseQuestion,
  }),
  handle(c.AnswerQuestion, {
    allow: [...DRAFTERS, ...UNITS],
    target: onSession,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await session(tx, body)),
      question: await store.loadQuestion(tx, body.sessionId, body.questionId),
    }),
    decide: answerQuestion,
  }),
  handle(c.RecordSpeech, {
    allow: [...DRAFTERS, 'MEMBER'],
    target: onSession,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await withParticipants(tx, body)),
      textSha256: body.text === undefined ? undefined : store.hashOfText(body.text),
    }),
    decide: recordSpeech,
    also: async (tx, { text }, [event]: readonly RecordedEvent<any>[], context) => {
      if (text === undefined) return
      await keepWords(tx, 'session_speech', { id: event!.data.speechId }, { text }, event!, context)
    },
  }),
  handle(c.AdjournSession, { allow: [...DRAFTERS, 'CHAIR'], target: onSession, load: session, decide: adjournSession }),
  handle(c.HoldSession, {
    allow: [...DRAFTERS, 'CHAIR'],
    target: onSession,
    load: async (tx: Tx<Tables>, body, { committee, now }) => ({
      ...(await withItem(tx, body)),
      participants: await store.loadParticipants(tx, body.sessionId),
      turns: await loadTurns(tx, body.sessionId),
      rules: await store.loadRules(tx, committee, now),
    }),
    decide: holdSession,
    also: planReminders,
  }),

  handle(c.DraftMinutes, {
    allow: DRAFTERS,
    target: onSession,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await withMinutes(tx, body)),
      textSha256: store.hashOfText(body.text),
    }),
    decide: draftMinutes,
    also: keepMinutes,
  }),
  handle(c.CirculateMinutes, { allow: DRAFTERS, target: onSession, load: withMinutes, decide: circulateMinutes }),
  handle(c.AnswerMinutes, {
    allow: ['MEMBER', ...UNITS],
    target: onSession,
    load: async (tx: Tx<Tables>, body, { actor }) => {
      const found = await withParticipants(tx, body)
      const own = ownPlace(found.participants, actor)
      return { ...found, own, answered: await store.hasAnsweredMinutes(tx, found.session, own?.participantId) }
    },
    decide: answerMinutes,
    also: async (tx, { sessionId, remark }, [event]: readonly RecordedEvent<any>[], context) => {
      if (remark === undefined) return
      const { version, participantId } = event!.data
      const key = { session_id: sessionId, version, participant_id: participantId }
      await keepWords(tx, 'session_minutes_answer', key, { remark }, event!, context)
    },
  }),
  handle(c.ApproveMinutes, { allow: ['CHAIR'], target: onSession, load: withMinutes, decide: approveMinutes }),
  handle(c.CorrectMinutes, {
    allow: DRAFTERS,
    target: onSession,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await withMinutes(tx, body)),
      textSha256: store.hashOfText(body.text),
    }),
    decide: correctMinutes,
    also: keepMinutes,
  }),
  handle(c.RemindOfSession, {
    allow: DRAFTERS,
    target: onSession,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await session(tx, body)),
      materials: await store.countMaterials(tx, body.sessionId),
    }),
    decide: remindOfSession,
  }),
]

/** Everything that can be asked once the plan is adopted: sessions, promises, research, outcomes. */
export const sessionHandlers: Handler<any, any, any>[] = [
  ...ownHandlers,
  ...floorHandlers,
  ...commitmentHandlers,
  ...researchHandlers,
  ...outcomeHandlers,
].map((handler) => withFiles(handler))
