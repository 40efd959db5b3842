import { expect, test } from 'vitest'
import { stepsOf as commitmentSteps } from '../web/pages/consultations-commitments/commitment-steps.ts'
import { words as promises } from '../web/pages/consultations-commitments/words/zh-cn.ts'
import { correctionOf, revised, stepsOf, suggestionSteps } from '../web/pages/consultations-outcomes/outcome-steps.ts'
import { words } from '../web/pages/consultations-outcomes/words/zh-cn.ts'

type Outcome = Parameters<typeof stepsOf>[0]
type Role = Parameters<typeof stepsOf>[1]

const WATER = '00000000-0000-4000-8000-0000000000w1'
const suggestion = (more: object = {}) =>
  ({ suggestionId: 's', number: 1, text: '建立联合巡查机制', unitId: WATER, files: [], reports: [], ...more }) as never
const outcome = (state: Outcome['state'], more: object = {}) =>
  ({ outcomeId: 'o', state, title: '建议案', suggestionList: [], ...more }) as unknown as Outcome
const names = (steps: readonly { command: string }[]) => steps.map(({ command }) => command.split('.')[1])
const may = (state: Outcome['state'], role: Role, more: object = {}) =>
  names(stepsOf(outcome(state, more), role, '2026-04-14', words))

test('an outcome is drafted by the office, approved by a chair and submitted by the office alone', () => {
  expect(may('DRAFTED', 'STAFF_CONSULTATION')).toEqual(['revise-outcome', 'withdraw-outcome'])
  expect(may('DRAFTED', 'CHAIR')).toEqual(['approve-outcome', 'return-outcome'])
  expect(may('APPROVED', 'STAFF_CONSULTATION')).toEqual([])
  expect(may('APPROVED', 'STAFF_OFFICE')).toEqual(['submit-outcome'])
  expect(may('SUBMITTED', 'CHAIR')).toEqual(['record-instruction'])
  expect(may('ANSWERED', 'STAFF_CONSULTATION')).toEqual([])
  expect(may('ANSWERED', 'STAFF_CONSULTATION', { adoption: 'NOT_ADOPTED' })).toEqual(['track-outcome'])
  expect(may('IMPLEMENTED', 'STAFF_OFFICE')).toEqual(['track-outcome'])
  expect(may('TRACKED', 'STAFF_CONSULTATION')).toEqual(['close-outcome'])
  expect(may('SUBMITTED', 'UNIT_HANDLER')).toEqual([])
})

test('a correction of an instruction names the version that was read, and reads anew what another has corrected', () => {
  const one = { instructionId: 'i', leaderPost: '区委书记', text: '请水务局研究。' }
  let read = 0

  const correcting = correctionOf('o', 7, one, () => void (read += 1), words)
  correcting.onStale!()

  expect(correcting).toMatchObject({ version: 7, edits: true, fixed: { outcomeId: 'o', instructionId: 'i' } })
  expect(correcting.fields.map((field) => field.value)).toEqual(['区委书记', '请水务局研究。', undefined])
  expect(read).toBe(1)
})

test('a unit answers what is with it, once, and reports what it adopted until that is done', () => {
  const steps = (state: Outcome['state'], one: object, role: Role, own = [WATER]) =>
    names(suggestionSteps(outcome(state), suggestion(one), role, { units: [], own }, words))

  expect(steps('SUBMITTED', {}, 'UNIT_HANDLER')).toEqual(['answer-suggestion'])
  expect(steps('SUBMITTED', {}, 'UNIT_HANDLER', ['another'])).toEqual([])
  expect(steps('SUBMITTED', { adoption: 'ADOPTED' }, 'UNIT_LEADER')).toEqual(['report-implementation'])
  expect(steps('ANSWERED', { adoption: 'NOT_ADOPTED' }, 'UNIT_HANDLER')).toEqual([])
  expect(steps('ANSWERED', { adoption: 'ADOPTED', implementedAt: '2026-05-01' }, 'UNIT_HANDLER')).toEqual([])
  expect(steps('SUBMITTED', {}, 'SUPERVISION_OFFICE')).toEqual(['assign-suggestion', 'remind-of-suggestion'])
  expect(steps('SUBMITTED', { unitId: undefined }, 'STAFF_OFFICE')).toEqual(['assign-suggestion'])
  expect(steps('DRAFTED', {}, 'STAFF_OFFICE')).toEqual([])
})

test('a suggestion that stays word for word stays meant for its unit', () => {
  const before = { suggestionList: [suggestion(), suggestion({ text: '统一\n监测标准', unitId: undefined })] }
  const typed = { title: '建议案', suggestions: ' 建立联合巡查机制\n\n统一 监测标准\n新的一条 ', file: [] }

  expect(revised(typed, before)['suggestions']).toEqual([
    { text: '建立联合巡查机制', unitId: WATER },
    { text: '统一\n监测标准' },
    { text: '新的一条' },
  ])
})

test('a promise is reported by its unit, and closed, sent back or struck by the office', () => {
  const steps = (state: 'OPEN' | 'IN_PROGRESS' | 'REPORTED_DONE' | 'CLOSED', role: Role, own = [WATER]) =>
    names(commitmentSteps({ commitmentId: 'c', state, unitId: WATER, dueOn: '2026-06-30' }, role, own, promises))

  expect(steps('OPEN', 'UNIT_HANDLER')).toEqual(['report-commitment'])
  expect(steps('OPEN', 'UNIT_HANDLER', [])).toEqual([])
  expect(steps('REPORTED_DONE', 'UNIT_HANDLER')).toEqual([])
  expect(steps('REPORTED_DONE', 'STAFF_OFFICE')).toEqual([
    'close-commitment',
    'return-commitment',
    'withdraw-commitment',
  ])
  expect(steps('IN_PROGRESS', 'STAFF_CONSULTATION')).toEqual([
    'extend-commitment',
    'remind-of-commitment',
    'withdraw-commitment',
  ])
  expect(steps('OPEN', 'SUPERVISION_OFFICE')).toEqual(['remind-of-commitment'])
  expect(steps('CLOSED', 'STAFF_OFFICE')).toEqual([])
  expect(steps('OPEN', 'CHAIR')).toEqual([])
})

test('a draft that is rewritten begins with what is stored and names the version that was read', () => {
  const file = { sha256: 'f'.repeat(64), name: '建议案.docx', size: 3, mediaType: 'application/msword' }
  const [revising] = stepsOf(outcome('DRAFTED', { version: 4, file }), 'STAFF_OFFICE', '2026-04-14', words)

  expect(revising).toMatchObject({ command: 'consultations.revise-outcome', version: 4, edits: true })
  expect(revising!.fields.find(({ name }) => name === 'file')).toMatchObject({ value: [{ ref: file }] })
  expect(revised({ title: '建议案', suggestions: '', file: [] }, { suggestionList: [] })).not.toHaveProperty('file')
})
