import { directory as d } from '@lianxie/contracts'
import { expect, test } from 'vitest'
import { deciding, id } from './given.ts'
import { correctPerson } from './person.ts'

const person = { name: '甲', phone: '13800000000' }
const facts = { person, taken: false }
const correct = (
  changes: Parameters<typeof correctPerson>[1]['changes'],
  remove: Parameters<typeof correctPerson>[1]['remove'] = [],
) => ({
  personId: id(1),
  changes,
  remove,
  reason: '更正',
})

test('an event names the details that change, and not what they say', () => {
  const events = correctPerson(facts, correct({ name: '甲', phone: '13900000000' }, ['address']), deciding())
  expect(events).toEqual([d.PersonCorrected({ personId: id(1), fields: ['phone'] })])
})

test('a correction that changes nothing is refused', () => {
  expect(() => correctPerson(facts, correct({ name: '甲' }), deciding())).toThrow('person.unchanged')
})

test('members correct their own contact alone', () => {
  const member = deciding({ actor: { id: 'm', role: 'MEMBER', memberId: id(1) } })
  expect(correctPerson(facts, correct({ phone: '13900000000' }), member)).toHaveLength(1)
  expect(() => correctPerson(facts, correct({ idNumber: 'x' }), member)).toThrow('person.not_yours')
  expect(() => correctPerson(facts, correct({}, ['party']), member)).toThrow('person.not_yours')
  const another = deciding({ actor: { id: 'm', role: 'MEMBER', memberId: id(2) } })
  expect(() => correctPerson(facts, correct({ phone: '13900000000' }), another)).toThrow('common.not_found')
})
