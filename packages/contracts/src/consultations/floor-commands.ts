import { z } from 'zod'
import { command } from '../define.ts'
import { Id, line } from '../primitives.ts'
import { FloorMode, SpeakingSeconds } from './floor.ts'
import { SpeaksFor } from './session.ts'

const sessionId = Id
const speechId = Id

export const TakeUpAgendaItem = command(
  'consultations.take-up-agenda-item',
  { zh: '进入议程', en: 'Says which item of the agenda the session is at; the item before it may come again' },
  { sessionId, number: z.int().min(1).max(30) },
)
export const LineUpSpeaker = command(
  'consultations.line-up-speaker',
  { zh: '列入发言名单', en: 'Puts a member on the list of those who will speak, with the time they have' },
  {
    sessionId,
    speakerId: Id,
    mode: FloorMode.default('FLOOR'),
    speaksFor: SpeaksFor.default('SELF'),
    bodyId: Id.optional(),
    title: line(200),
    limitSeconds: SpeakingSeconds,
  },
)
export const StartSpeech = command(
  'consultations.start-speech',
  { zh: '开始发言', en: 'Gives the floor to somebody on the list and starts the clock' },
  { sessionId, speechId },
)
export const StopSpeech = command(
  'consultations.stop-speech',
  { zh: '结束发言', en: 'Stops the clock; the speech is recorded with its time' },
  { sessionId, speechId },
)
export const TakeOffSpeaker = command(
  'consultations.take-off-speaker',
  {
    zh: '移出发言名单',
    en: 'Takes somebody off the list; a clock that was started by mistake ends and nothing is recorded',
  },
  { sessionId, speechId },
)
