import { expect, test } from 'vitest'
import { deciding, notified, one } from './session-examples.ts'
import { answerMinutes, approveMinutes, type Minutes } from './session-minutes.ts'
import type { Session } from './session.ts'

const circulated: Session = {
  ...notified,
  state: 'HELD',
  minutesState: 'CIRCULATED',
  minutesVersion: 2,
  minutesDeadline: notified.noticeDeadline,
}
const minutes = (more: Partial<Minutes> = {}): Minutes => ({
  textSha256: 'a'.repeat(64),
  answerBy: '2022-11-03',
  objections: 0,
  silent: 0,
  ...more,
})
const approve = (now: string, facts: Minutes, version?: number) =>
  approveMinutes(
    { session: circulated, minutes: facts },
    { sessionId: circulated.id, ...(version !== undefined && { version }) },
    deciding(new Date(now)),
  )

test('who is silent has until the end of the day that was set; then silence holds nothing up', () => {
  const silent = minutes({ silent: 1 })

  expect(() => approve('2022-11-03T15:59:59.999Z', silent)).toThrow('minutes.answers_open')
  expect(approve('2022-11-03T16:00:00.000Z', silent)).toHaveLength(1)
  expect(approve('2022-11-01T00:00:00.000Z', minutes())).toHaveLength(1)
})

test('an objection holds an approval up also after the day for answers', () => {
  expect(() => approve('2022-11-10T00:00:00.000Z', minutes({ objections: 1 }))).toThrow('minutes.objected')
})

test('what is answered and approved is the version that was read', () => {
  const own = one({ attendance: 'PRESENT' })
  const answer = (version?: number) =>
    answerMinutes(
      { session: circulated, own, answered: false },
      { sessionId: circulated.id, answer: 'AGREED', ...(version !== undefined && { version }) },
    )

  expect(() => approve('2022-11-10T00:00:00.000Z', minutes(), 1)).toThrow('minutes.other_version')
  expect(approve('2022-11-10T00:00:00.000Z', minutes(), 2)).toHaveLength(1)
  expect(() => answer(1)).toThrow('minutes.other_version')
  expect(answer(2)).toHaveLength(1)
  expect(answer()).toHaveLength(1)
})
