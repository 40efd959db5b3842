import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './plan.ts'
import { isThere } from './session-attendance.ts'
import { notFound, type Participant, requireSessionState, type Session } from './session.ts'

/** 发言名单中的一位: somebody who waits for the floor, or has it since an instant. */
export interface Turn {
  id: string
  speakerId: string
  mode: c.FloorMode
  speaksFor: c.SpeaksFor
  bodyId?: string
  title: string
  limitSeconds: number
  startedAt?: Date
}

interface FloorFacts {
  session: Session
  turns: readonly Turn[]
}

/** 进入议程: any item, also one that was left before. */
export function takeUpAgendaItem(
  { session, agenda }: { session: Session; agenda: number },
  { number }: CommandOf<typeof c.TakeUpAgendaItem>,
) {
  requireRunning(session)
  if (number > agenda) throw new Refusal('agenda.no_such_item', { field: 'number', items: agenda })
  return [c.SessionAgendaTakenUp({ sessionId: session.id, number })]
}

/** 列入发言名单: a member who takes part, once at a time. */
export function lineUpSpeaker(
  { session, participants, turns }: FloorFacts & { participants: readonly Participant[] },
  { speakerId, mode, speaksFor, bodyId, title, limitSeconds }: CommandOf<typeof c.LineUpSpeaker>,
  { newId }: Deciding,
) {
  requireRunning(session)
  if (!participants.some(({ kind, participantId }) => kind === 'MEMBER' && participantId === speakerId)) {
    throw new Refusal('session.not_invited', { field: 'speakerId' })
  }
  if (turns.some((turn) => turn.speakerId === speakerId)) throw new Refusal('speech.lined_up', { field: 'speakerId' })
  if (speaksFor !== 'SELF' && bodyId === undefined) throw new Refusal('speech.body_missing', { field: 'bodyId' })
  return [
    c.SessionSpeakerLinedUp({
      sessionId: session.id,
      speechId: newId(),
      speakerId,
      mode,
      speaksFor,
      ...(bodyId !== undefined && { bodyId }),
      title,
      limitSeconds,
    }),
  ]
}

/** 开始发言: one at a time, on the day of the session, by somebody who is here. */
export function startSpeech(
  { session, participants, turns }: FloorFacts & { participants: readonly Participant[] },
  { speechId }: CommandOf<typeof c.StartSpeech>,
  { now }: Deciding,
) {
  requireRunning(session)
  const turn = turnIn(turns, speechId)
  if (turns.some(({ startedAt }) => startedAt !== undefined)) throw new Refusal('speech.running', { field: 'speechId' })
  if (shanghaiDate(now) < shanghaiDate(session.startsAt)) throw new Refusal('speech.not_today', { field: 'sessionId' })
  const speaker = participants.find(({ participantId }) => participantId === turn.speakerId)
  if (!speaker || !isThere(speaker)) throw new Refusal('speech.not_here', { field: 'speechId' })
  return [c.SessionSpeechStarted({ ...idsOf(session, turn), limitSeconds: turn.limitSeconds })]
}

/** 结束发言: the time is part of the record of the speech. */
export function stopSpeech(
  { session, turns }: FloorFacts,
  { speechId }: CommandOf<typeof c.StopSpeech>,
  { now }: Deciding,
) {
  requireRunning(session)
  const turn = turnIn(turns, speechId)
  if (!turn.startedAt) throw new Refusal('speech.not_running', { field: 'speechId' })
  const { speaksFor, bodyId, mode, title, limitSeconds } = turn
  const seconds = Math.max(0, Math.round((now.getTime() - turn.startedAt.getTime()) / 1000))
  const ids = idsOf(session, turn)
  return [
    c.SessionSpeechStopped({ ...ids, limitSeconds, seconds }),
    c.SessionSpeechRecorded({ ...ids, mode, speaksFor, ...(bodyId !== undefined && { bodyId }), title, seconds }),
  ]
}

/** 移出名单: also of a speech that was started by mistake. */
export function takeOffSpeaker({ session, turns }: FloorFacts, { speechId }: CommandOf<typeof c.TakeOffSpeaker>) {
  requireRunning(session)
  return [c.SessionSpeakerTakenOff(idsOf(session, turnIn(turns, speechId)))]
}

const requireRunning = (session: Session): void => requireSessionState(session, ['NOTIFIED', 'ADJOURNED'])

function turnIn(turns: readonly Turn[], speechId: string): Turn {
  const turn = turns.find(({ id }) => id === speechId)
  if (!turn) throw notFound('speechId')
  return turn
}

const idsOf = (session: Session, { id, speakerId }: Turn) => ({ sessionId: session.id, speechId: id, speakerId })
