import { z } from 'zod'
import { event } from '../define.ts'
import { Id, line } from '../primitives.ts'
import { FloorMode, SpeakingSeconds } from './floor.ts'
import { SpeaksFor } from './session.ts'

const about = { aggregate: 'session', key: 'sessionId' } as const
const speech = { sessionId: Id, speechId: Id, speakerId: Id }

export const SessionAgendaTakenUp = event(
  'consultations.session-agenda-taken-up',
  1,
  { zh: '会议进入议程', en: 'A session came to an item of its agenda', ...about },
  { sessionId: Id, number: z.int().min(1).max(30) },
)
export const SessionSpeakerLinedUp = event(
  'consultations.session-speaker-lined-up',
  1,
  { zh: '已列入发言名单', en: 'A member was put on the list of speakers', ...about },
  {
    ...speech,
    mode: FloorMode,
    speaksFor: SpeaksFor,
    bodyId: Id.optional(),
    title: line(200),
    limitSeconds: SpeakingSeconds,
  },
)
export const SessionSpeechStarted = event(
  'consultations.session-speech-started',
  1,
  { zh: '发言开始', en: 'A member has the floor; the clock runs from the time of this event', ...about },
  { ...speech, limitSeconds: SpeakingSeconds },
)
export const SessionSpeechStopped = event(
  'consultations.session-speech-stopped',
  1,
  { zh: '发言结束', en: 'A member gave the floor back after so many seconds', ...about },
  { ...speech, limitSeconds: SpeakingSeconds, seconds: z.int().nonnegative() },
)
export const SessionSpeakerTakenOff = event(
  'consultations.session-speaker-taken-off',
  1,
  { zh: '已移出发言名单', en: 'A member was taken off the list of speakers; nothing was recorded', ...about },
  speech,
)
