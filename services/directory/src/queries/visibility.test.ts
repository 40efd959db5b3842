import { expect, test } from 'vitest'
import { mask } from './mask.ts'
import { contactAccess } from './visibility.ts'

test.each([
  ['STAFF_OFFICE', undefined, 'full'],
  ['STAFF_MEMBER_AFFAIRS', undefined, 'full'],
  ['STAFF_INFO', undefined, 'masked'],
  ['MEMBER', 'p', 'full'],
  ['MEMBER', 'q', 'none'],
  ['CHAIR', undefined, 'none'],
  ['AUDITOR', undefined, 'none'],
] as const)('%s with the member id %s sees the contact of p: %s', (role, memberId, access) => {
  expect(contactAccess({ id: 'a', role, ...(memberId !== undefined && { memberId }) }, 'p')).toBe(access)
})

test('nothing of a masked contact can be used, and what is short is hidden whole', () => {
  const person = {
    name: '甲',
    phone: '13812345678',
    email: 'abc@x.cn',
    idNumber: '320509198001010019',
    address: '某路1号',
    party: '民革',
  }
  expect(mask(person)).toEqual({
    name: '甲',
    phone: '138******78',
    email: 'a***@x.cn',
    idNumber: '3****************9',
    address: '***',
  })
  expect(mask({ name: '乙', phone: '12345' }).phone).toBe('*****')
})
