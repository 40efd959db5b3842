import { expect, test } from 'vitest'
import { z } from 'zod'
import { events } from './catalog.ts'
import { event } from './define.ts'
import { Id, personal } from './primitives.ts'
import { personalFields } from './privacy.ts'

const planted = (shape: z.ZodRawShape) =>
  event(
    'planted.member-noted',
    1,
    { zh: '已记录', en: 'A member was noted', aggregate: 'member', key: 'memberId' },
    { memberId: Id, ...shape },
  )

test('events hold ids and no personal data', () => {
  const found = events.flatMap((one) => personalFields(one).map((path) => `${one.wireType} ${path}`))

  expect(found).toEqual([])
})

test('a field that is marked personal is found at any depth', () => {
  const said = personal(z.string())

  expect(personalFields(planted({ said }))).toEqual(['$.said'])
  expect(personalFields(planted({ notes: z.array(z.strictObject({ said: said.optional() })) }))).toEqual([
    '$.notes.said',
  ])
  expect(personalFields(planted({ note: z.union([z.null(), z.strictObject({ said })]) }))).toEqual(['$.note.said'])
  expect(personalFields(planted({ byDay: z.record(z.string(), said) }))).toEqual(['$.byDay'])
  expect(personalFields(planted({ note: z.strictObject({ said }).meta({ id: 'PlantedNote' }) }))).toEqual([
    '$.$defs.PlantedNote.said',
  ])
})

test.each([
  'phone',
  'mobilePhone',
  'idNumber',
  'idCard',
  'homeAddress',
  'email',
  'birthDate',
  'dateOfBirth',
  'gender',
  'wechat',
  'contactPerson',
  'passportNumber',
  'memberName',
  'namePinyin',
  'ethnicity',
  'photo',
])('a field called %s is found without a mark', (name) => {
  expect(personalFields(planted({ deep: z.strictObject({ [name]: z.string() }) }))).toEqual([`$.deep.${name}`])
})

test.each(['name', 'fullName', 'memberId', 'addressees', 'place', 'mandate'])('a field called %s is none', (name) => {
  expect(personalFields(planted({ deep: z.strictObject({ [name]: z.string() }) }))).toEqual([])
})
