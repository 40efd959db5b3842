import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import type { Deciding } from './plan.ts'
import {
  notFound,
  ownMember,
  type Participant,
  requireOpenRecord,
  requireOwnUnit,
  requireSessionState,
  type Session,
  UPCOMING,
} from './session.ts'

/** 问题: put to a unit, collected before the session or asked in it. */
export interface Question {
  id: string
  unitId: string
  answered: boolean
}

/** 提问: by the office, or by a participating member before the session ends. */
export function raiseQuestion(
  { session, participants }: { session: Session; participants: Participant[] },
  { unitId, question }: CommandOf<typeof c.RaiseQuestion>,
  { actor, newId }: Deciding,
) {
  const memberId = actor.role === 'MEMBER' ? participatingMember(session, participants, actor) : undefined
  if (memberId !== undefined) requireSessionState(session, ['NOTIFIED', 'POSTPONED', 'ADJOURNED'])
  else if (session.state === 'HELD') requireOpenRecord(session)
  else requireSessionState(session, UPCOMING)
  requireInvitedUnit(participants, unitId)
  return [
    c.SessionQuestionRaised({
      sessionId: session.id,
      questionId: newId(),
      unitId,
      ...(memberId !== undefined && { memberId }),
      question,
    }),
  ]
}

/** 现场答复: what the unit answered, written down by itself or by the office. */
export function answerQuestion(
  { session, question }: { session: Session; question: Question },
  { answer }: CommandOf<typeof c.AnswerQuestion>,
  { actor }: Deciding,
) {
  requireOwnUnit(actor, question.unitId, 'questionId')
  requireOpenRecord(session)
  if (question.answered) throw new Refusal('question.answered', { field: 'questionId' })
  return [
    c.SessionQuestionAnswered({ sessionId: session.id, questionId: question.id, unitId: question.unitId, answer }),
  ]
}

/** 发言: the office records every kind; a participating member hands in the own written one before the session was held. */
export function recordSpeech(
  {
    session,
    participants,
    textSha256,
  }: { session: Session; participants: Participant[]; textSha256: string | undefined },
  { speakerId, mode, speaksFor, bodyId, title, text, file }: CommandOf<typeof c.RecordSpeech>,
  { actor, newId }: Deciding,
) {
  if (actor.role === 'MEMBER') {
    const memberId = participatingMember(session, participants, actor)
    if (speakerId !== memberId || mode !== 'WRITTEN')
      throw new Refusal('speech.own_written_only', { field: 'speakerId' })
    requireSessionState(session, ['NOTIFIED', 'POSTPONED', 'ADJOURNED'])
  } else requireOpenRecord(session)
  if (!participants.some(({ kind, participantId }) => kind === 'MEMBER' && participantId === speakerId)) {
    throw new Refusal('session.not_invited', { field: 'speakerId' })
  }
  if (speaksFor !== 'SELF' && bodyId === undefined) throw new Refusal('speech.body_missing', { field: 'bodyId' })
  if (mode === 'WRITTEN' && text === undefined && file === undefined)
    throw new Refusal('speech.empty', { field: 'text' })
  return [
    c.SessionSpeechRecorded({
      sessionId: session.id,
      speechId: newId(),
      speakerId,
      mode,
      speaksFor,
      ...(bodyId !== undefined && { bodyId }),
      title,
      ...(file !== undefined && { file }),
      ...(textSha256 !== undefined && { textSha256 }),
    }),
  ]
}

function participatingMember(session: Session, participants: readonly Participant[], actor: Deciding['actor']): string {
  const memberId = ownMember(actor, 'sessionId')
  const isInvited = participants.some(({ participantId }) => participantId === memberId)
  if (!isInvited || !session.announced) throw notFound('sessionId')
  return memberId
}

export function requireInvitedUnit(participants: readonly Participant[], unitId: string): void {
  if (!participants.some(({ kind, participantId }) => kind === 'UNIT' && participantId === unitId)) {
    throw new Refusal('session.not_invited', { field: 'unitId' })
  }
}
