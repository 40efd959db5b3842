import { z } from 'zod'
import { event } from '../define.ts'
import { Id, LocalDate, text } from '../primitives.ts'
import { FileRef } from './session.ts'

const about = { aggregate: 'commitment', key: 'commitmentId' } as const
const commitment = { commitmentId: Id, unitId: Id }

export const CommitmentMade = event(
  'consultations.commitment-made',
  1,
  { zh: '现场承诺已登记', en: 'A unit made a promise in a session', ...about },
  { ...commitment, sessionId: Id, itemId: Id, promise: text(1000), dueOn: LocalDate, questionId: Id.optional() },
)
export const CommitmentProgressed = event(
  'consultations.commitment-progressed',
  1,
  { zh: '承诺有进展', en: 'A unit reported progress on a promise', ...about },
  { ...commitment, progress: text(2000), done: z.boolean(), files: z.array(FileRef).max(10) },
)
export const CommitmentExtended = event(
  'consultations.commitment-extended',
  1,
  { zh: '承诺期限已延长', en: 'A promise got more time', ...about },
  { ...commitment, dueOn: LocalDate, reason: text(500) },
)
export const CommitmentReturned = event(
  'consultations.commitment-returned',
  1,
  { zh: '承诺办理被退回', en: 'A promise reported as kept was sent back to the unit', ...about },
  { ...commitment, reason: text(500) },
)
export const CommitmentClosed = event(
  'consultations.commitment-closed',
  1,
  { zh: '承诺已销号', en: 'A promise was kept and closed', ...about },
  { ...commitment, result: text(2000), late: z.boolean() },
)
export const CommitmentWithdrawn = event(
  'consultations.commitment-withdrawn',
  1,
  { zh: '承诺登记已撤销', en: 'A promise recorded in error was struck', ...about },
  { ...commitment, reason: text(500) },
)
export const CommitmentReminded = event(
  'consultations.commitment-reminded',
  1,
  { zh: '承诺催办', en: 'The due day of a promise is near or has passed', ...about },
  { ...commitment, dueOn: LocalDate, daysLeft: z.int() },
)
