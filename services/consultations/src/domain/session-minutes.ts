import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { addDays, shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './plan.ts'
import { isThere } from './session-attendance.ts'
import { isLate, isUnit, notFound, type Participant, requireSessionState, type Session } from './session.ts'

/** 会议纪要, its latest version. The text itself stays outside of decisions and events; its hash stands for it. */
export interface Minutes {
  textSha256?: string
  fileSha256?: string
  /** Until the end of which day it may be answered, once it is circulated. */
  answerBy?: string
  objections: number
  /** How many of those who came have not answered it. */
  silent: number
}

interface WrittenFacts {
  session: Session
  minutes: Minutes
  /** Of the text that the command brings. */
  textSha256: string
}

/** 起草纪要: the next version; one under circulation is taken back by it. */
export function draftMinutes(
  { session, minutes, textSha256 }: WrittenFacts,
  { file }: CommandOf<typeof c.DraftMinutes>,
) {
  requireMinutes(session, ['NONE', 'DRAFTED', 'CIRCULATED'])
  requireChanged(minutes, textSha256, file)
  const version = session.minutesVersion + 1
  return [c.SessionMinutesDrafted({ sessionId: session.id, version, textSha256, ...(file !== undefined && { file }) })]
}

/** How long an approval may be made to wait for answers; a mistyped year would hold it up for good. */
const MOST_DAYS_TO_ANSWER = 60

/** 征求意见: shows the latest version to those who took part, or gives another day to what is shown; what was answered stands. */
export function circulateMinutes(
  { session, minutes }: { session: Session; minutes: Minutes },
  { answerBy }: CommandOf<typeof c.CirculateMinutes>,
  { now }: Deciding,
) {
  requireMinutes(session, ['DRAFTED', 'CIRCULATED'])
  const today = shanghaiDate(now)
  const latest = addDays(today, MOST_DAYS_TO_ANSWER)
  if (answerBy < today) throw new Refusal('minutes.answer_by_past', { field: 'answerBy' })
  if (answerBy > latest) throw new Refusal('minutes.answer_by_far', { field: 'answerBy', latest })
  if (session.minutesState === 'CIRCULATED' && answerBy === minutes.answerBy)
    throw new Refusal('minutes.answer_by_same', { field: 'answerBy' })
  return [c.SessionMinutesCirculated({ sessionId: session.id, version: session.minutesVersion, answerBy })]
}

/** 回复纪要: by those who came, once a version; silence is neither consent nor objection. */
export function answerMinutes(
  { session, own, answered }: { session: Session; own: Participant | undefined; answered: boolean },
  { version, answer, remark }: CommandOf<typeof c.AnswerMinutes>,
) {
  if (!own) throw notFound('sessionId')
  requireMinutes(session, ['CIRCULATED'])
  requireVersion(session, version)
  if (!isThere(own)) throw new Refusal('minutes.not_present', { field: 'sessionId' })
  if (answered) throw new Refusal('minutes.answered', { field: 'sessionId', version: session.minutesVersion })
  if (answer === 'OBJECTED' && remark === undefined) throw new Refusal('minutes.remark_missing', { field: 'remark' })
  return [
    c.SessionMinutesAnswered({
      sessionId: session.id,
      version: session.minutesVersion,
      participantId: own.participantId,
      answer,
    }),
  ]
}

/** 审定纪要: by a chair, a circulated version that nobody objects to; who is silent has until the end of the day that was set. */
export function approveMinutes(
  { session, minutes }: { session: Session; minutes: Minutes },
  { version }: CommandOf<typeof c.ApproveMinutes>,
  { now }: Deciding,
) {
  requireMinutes(session, ['CIRCULATED'])
  requireVersion(session, version)
  const { textSha256, answerBy, objections, silent } = minutes
  if (objections > 0) throw new Refusal('minutes.objected', { field: 'sessionId', objections })
  if (textSha256 === undefined || answerBy === undefined || session.minutesDeadline === undefined) {
    throw new Error(
      `expected session ${session.id} with circulated minutes to have a text, a day for answers and a deadline`,
    )
  }
  if (silent > 0 && shanghaiDate(now) <= answerBy)
    throw new Refusal('minutes.answers_open', { field: 'sessionId', silent, answerBy })
  return [
    c.SessionMinutesApproved({
      sessionId: session.id,
      version: session.minutesVersion,
      textSha256,
      late: isLate(session.minutesDeadline, now),
    }),
  ]
}

/** 更正: a new version with its reason, to be circulated and approved in turn; the approved one stays readable. */
export function correctMinutes(
  { session, minutes, textSha256 }: WrittenFacts,
  { file, reason }: CommandOf<typeof c.CorrectMinutes>,
) {
  requireMinutes(session, ['APPROVED'])
  requireChanged(minutes, textSha256, file)
  return [
    c.SessionMinutesCorrected({
      sessionId: session.id,
      version: session.minutesVersion + 1,
      corrects: session.minutesVersion,
      textSha256,
      ...(file !== undefined && { file }),
      reason,
    }),
  ]
}

function requireMinutes(session: Session, states: readonly c.MinutesState[]): void {
  requireSessionState(session, ['HELD'])
  if (!states.includes(session.minutesState)) {
    throw new Refusal('minutes.wrong_state', { field: 'sessionId', state: session.minutesState, expected: states })
  }
}

/** Refuses what was decided on another version than the one under circulation. */
function requireVersion({ minutesVersion }: Session, read: number | undefined): void {
  if (read !== undefined && read !== minutesVersion)
    throw new Refusal('minutes.other_version', { field: 'version', version: minutesVersion })
}

/** Another attachment is another version, also of the same text. */
function requireChanged({ textSha256, fileSha256 }: Minutes, next: string, file: c.FileRef | undefined): void {
  if (textSha256 === next && fileSha256 === file?.sha256) throw new Refusal('minutes.unchanged', { field: 'text' })
}

/** The participant whom the actor stands for: the member, or the invited unit. */
export function ownPlace(participants: readonly Participant[], actor: Deciding['actor']): Participant | undefined {
  return participants.find(({ kind, participantId }) =>
    kind === 'MEMBER'
      ? actor.role === 'MEMBER' && participantId === actor.memberId
      : isUnit(actor) && actor.units.includes(participantId),
  )
}
