import { expect, test } from 'vitest'
import { deciding, notified, one } from './session-examples.ts'
import {
  answerMinutes,
  approveMinutes,
  circulateMinutes,
  correctMinutes,
  draftMinutes,
  type Minutes,
} from './session-minutes.ts'
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

test('a day that was mistyped is set right, without another version', () => {
  const circulate = (answerBy: string, facts: Minutes, session = circulated) =>
    circulateMinutes(
      { session, minutes: facts },
      { sessionId: session.id, answerBy },
      deciding(new Date('2022-11-01T01:00:00.000Z')),
    )
  const far = minutes({ answerBy: '2202-11-03', silent: 1 })

  expect(circulate('2022-11-04', far)).toMatchObject([{ data: { version: 2, answerBy: '2022-11-04' } }])
  expect(() => circulate('2202-11-03', far)).toThrow('minutes.answer_by_far')
  expect(() => circulate('2022-11-03', minutes())).toThrow('minutes.answer_by_same')
  expect(() => circulate('2022-10-31', minutes())).toThrow('minutes.answer_by_past')
  expect(() => circulate('2022-11-04', minutes(), { ...circulated, minutesState: 'APPROVED' })).toThrow(
    'minutes.wrong_state',
  )
})

test('a day for answers is at most sixty days ahead', () => {
  const session: Session = { ...circulated, minutesState: 'DRAFTED' }
  const circulate = (answerBy: string) =>
    circulateMinutes(
      { session, minutes: { objections: 0, silent: 0 } },
      { sessionId: session.id, answerBy },
      deciding(new Date('2022-11-01T01:00:00.000Z')),
    )

  expect(circulate('2022-12-31')).toHaveLength(1)
  expect(() => circulate('2023-01-01')).toThrow('minutes.answer_by_far')
})

test('another attachment is another version; the same text with the same attachment is none', () => {
  const file = { sha256: 'f'.repeat(64), name: '签到表.pdf', size: 3, mediaType: 'application/pdf' }
  const textSha256 = 'a'.repeat(64)
  const sessionId = circulated.id
  const stored = minutes({ fileSha256: file.sha256 })
  const draft = (more: object) =>
    draftMinutes({ session: circulated, minutes: stored, textSha256 }, { sessionId, text: '全文', ...more })
  const correct = (more: object) =>
    correctMinutes(
      { session: { ...circulated, minutesState: 'APPROVED' }, minutes: stored, textSha256 },
      { sessionId, text: '全文', reason: '附件有误', ...more },
    )

  for (const write of [draft, correct]) {
    expect(() => write({ file })).toThrow('minutes.unchanged')
    expect(write({ file: { ...file, sha256: 'e'.repeat(64) } })).toHaveLength(1)
    expect(write({})).toHaveLength(1)
  }
})
