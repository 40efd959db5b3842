import { expect, test } from 'vitest'
import { minutesDraft } from '../web/pages/consultations-minutes/minutes-draft.ts'
import { type MinutesFacts, stepsOf } from '../web/pages/consultations-minutes/minutes-steps.ts'
import { headcount, isApprovable, silentOf } from '../web/pages/consultations-minutes/silent.ts'
import { words } from '../web/pages/consultations-minutes/words/zh-cn.ts'

const FILE = { sha256: 'f'.repeat(64), name: '纪要.pdf', size: 3, mediaType: 'application/pdf' }
const latest = { version: 2, text: '第二稿', file: FILE, answers: [], answerBy: '2026-04-10' } as never
const facts = (more: Partial<MinutesFacts> = {}): MinutesFacts => ({
  sessionId: 's',
  state: 'CIRCULATED',
  latest,
  version: 17,
  silent: 0,
  draft: '初稿',
  ...more,
})
const steps = (more: Partial<MinutesFacts>, role: Parameters<typeof stepsOf>[1], today = '2026-04-09') =>
  stepsOf(facts(more), role, today, words)
const step = (name: string, more: Partial<MinutesFacts> = {}) =>
  steps(more, 'STAFF_CONSULTATION').find(({ command }) => command === `consultations.${name}`)!
const fieldOf = ({ fields }: ReturnType<typeof step>, name: string) => fields.find((one) => one.name === name)

test.each([
  ['draft-minutes', 'CIRCULATED'],
  ['correct-minutes', 'APPROVED'],
] as const)('%s begins with what is stored, the attachment too, and names the version that was read', (name, state) => {
  const rewriting = step(name, { state })

  expect(rewriting).toMatchObject({ version: 17, edits: true })
  expect(fieldOf(rewriting, 'text')).toMatchObject({ value: '第二稿' })
  expect(fieldOf(rewriting, 'file')).toMatchObject({ value: [{ ref: FILE, state: 'SENT' }] })
  expect(rewriting.body!({ text: '第三稿', file: [FILE] })).toEqual({ text: '第三稿', file: FILE })
  expect(rewriting.body!({ text: '第三稿', file: [] })).toEqual({ text: '第三稿' })
})

test('the first version begins with what was recorded, which is nothing that is stored', () => {
  const first = step('draft-minutes', { state: 'NONE', latest: undefined })

  expect(fieldOf(first, 'text')).toMatchObject({ begins: '初稿', value: '' })
})

test('a chair approves the version that is open once all have answered, or their day is over', () => {
  const approving = (silent: number, today?: string) => steps({ silent }, 'CHAIR', today)

  expect(approving(0)).toMatchObject([{ command: 'consultations.approve-minutes', about: 2, fixed: { version: 2 } }])
  expect(approving(1)).toEqual([])
  expect(approving(1, '2026-04-10')).toEqual([])
  expect(approving(1, '2026-04-11')).toHaveLength(1)
  expect(isApprovable({ answers: [{ answer: 'OBJECTED' }] as never, answerBy: '2026-04-10' }, 0, '2026-05-01')).toBe(
    false,
  )
})

test('those who were asked can be given another day, within what the service allows', () => {
  const again = (answerBy: string, today: string) =>
    steps({ latest: { ...(latest as object), answerBy } as never, silent: 1 }, 'STAFF_CONSULTATION', today)[1]!
  const far = again('2062-04-10', '2026-04-09')

  expect(far).toMatchObject({
    command: 'consultations.circulate-minutes',
    label: '调整回复期限',
    about: 'CIRCULATED',
    quiet: true,
  })
  expect(far.fields[0]).toMatchObject({ min: '2026-04-09', max: '2026-06-08', value: '2026-04-12' })
  expect(again('2026-04-10', '2026-04-09').fields[0]).toMatchObject({ value: '2026-04-13' })
  expect(again('2026-04-10', '2026-04-11')).toMatchObject({ label: '再次征求意见', fields: [{ value: '2026-04-14' }] })
  const objected = { ...(latest as object), answers: [{ answer: 'OBJECTED' }] } as never
  expect(steps({ latest: objected, silent: 1 }, 'STAFF_CONSULTATION').map(({ command }) => command)).not.toContain(
    'consultations.circulate-minutes',
  )
})

test('those who came and did not answer are counted, members as persons and units as units', () => {
  const people = [
    { participantId: 'a', kind: 'MEMBER', attendance: 'PRESENT' },
    { participantId: 'b', kind: 'MEMBER', attendance: 'ABSENT' },
    { participantId: 'c', kind: 'UNIT', attendance: 'PRESENT' },
    { participantId: 'd', kind: 'MEMBER', attendance: 'LATE' },
  ] as const
  const silent = silentOf(people, { answers: [{ participantId: 'a' }] as never })

  expect(silent.map(({ participantId }) => participantId)).toEqual(['c', 'd'])
  expect(words.headcount(...headcount(silent))).toBe('1 人、1 个单位')
  expect(words.headcount(0, 0)).toBe('0 人')
})

test('a promise that was taken back is not in the draft of the minutes', () => {
  const session = {
    startsAt: '2026-04-03T01:00:00.000Z',
    endsAt: '2026-04-03T03:00:00.000Z',
    place: '会议室',
    chairMemberId: 'm',
    counts: { due: 1, present: 1, onLeave: 0, absent: 0 },
    agenda: [],
    speeches: [],
    questions: [],
  } as never
  const promised = [
    { unitId: 'u', promise: '年底前完成', dueOn: '2026-12-31', state: 'OPEN' },
    { unitId: 'u', promise: '登记有误的', dueOn: '2026-12-31', state: 'WITHDRAWN' },
  ] as const

  const draft = minutesDraft(session, promised, () => '水务局', words)

  expect(draft).toContain('年底前完成')
  expect(draft).not.toContain('登记有误的')
})
