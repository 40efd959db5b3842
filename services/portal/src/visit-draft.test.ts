import { supervision } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import {
  type Draft,
  emptyFinding,
  findingBody,
  isBlank,
  missingIn,
  owedOf,
  visitBody,
} from '../web/pages/visits/draft.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const finding = (n: number, change: object = {}) => ({
  ...emptyFinding(id(n), id(90)),
  subject: '占道停放',
  fact: '出入口被占用。',
  ...change,
})
const draft = (change: Partial<Draft> = {}): Draft => ({
  visitId: id(1),
  owner: 'somebody',
  projectId: id(2),
  groupId: id(3),
  topic: '口袋公园',
  kind: 'OPEN_VISIT',
  place: ' 飞英街道 ',
  heldAt: '2026-04-03T02:05:00.000Z',
  memberIds: [id(4)],
  notes: ' ',
  findings: [finding(10), finding(11, { unitId: id(91) })],
  savedAt: '2026-04-03T02:31:00.000Z',
  state: 'WRITING',
  ...change,
})

test('what a draft sends is what the contracts take, trimmed, and without what is empty', () => {
  const photo = { photoId: id(20), sha256: 'a'.repeat(64), name: '现场照片 1.jpg', size: 9, mediaType: 'image/jpeg' }
  const visit = supervision.RecordVisit.schema.parse(visitBody(draft()))
  const raised = supervision.RaiseFinding.schema.parse(
    findingBody(id(1), finding(10, { photos: [{ ...photo, uploaded: true }], basis: '条例' })),
  )

  expect(visit).toMatchObject({ place: '飞英街道', unitIds: [id(90), id(91)] })
  expect(visit).not.toHaveProperty('notes')
  const { photoId: _, ...file } = photo
  expect(raised).toMatchObject({ basis: '条例', files: [file] })
  expect(raised).not.toHaveProperty('suggestion')
})

test('what is missing is told field by field, and an untouched finding misses nothing', () => {
  const blank = emptyFinding(id(12), id(90))
  const half = finding(13, { fact: ' ' })

  expect(isBlank(blank)).toBe(true)
  expect(missingIn(draft({ place: '', memberIds: [], findings: [blank, half] }))).toEqual([
    { field: 'place' },
    { field: 'memberIds' },
    { findingId: id(13), field: 'fact' },
  ])
  expect(missingIn(draft())).toEqual([])
})

test('a draft owes the visit and each finding that was not sent', () => {
  expect(owedOf(draft())).toBe(3)
  expect(owedOf(draft({ recorded: true, findings: [finding(10, { sent: true }), finding(11)] }))).toBe(1)
  expect(owedOf(draft({ state: 'SENT', findings: [] }))).toBe(0)
})
