import { supervision as c } from '@lianxie/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '@lianxie/policy'
import { issueCertificate, revokeCertificate } from './certificate.ts'
import type { Deciding } from './deciding.ts'
import type { Certificate, Group } from './group.ts'

const group: Group = {
  id: 'g',
  kind: 'RESIDENT',
  leaderId: '019f0000-0000-7000-8000-000000000001',
  fromOn: '2022-03-01',
  untilOn: '2022-12-31',
  members: [{ memberId: '019f0000-0000-7000-8000-000000000001', fromOn: '2022-03-01' }],
  unitIds: [],
}
const groupId = '019f0000-0000-7000-8000-000000000002'
const memberId = group.leaderId
const at = (day: string): Deciding => ({
  now: new Date(`${day}T02:00:00.000Z`),
  actor: { id: 'staff', role: 'STAFF_OFFICE', units: [] },
  newId: () => '019f0000-0000-7000-8000-000000000003',
})
const issue = (certificates: readonly Certificate[], asked: { fromOn?: string; untilOn?: string }, day: string) =>
  issueCertificate(
    { group, certificates, number: 1, codeSha256: 'a'.repeat(64) },
    c.IssueCertificate.schema.parse({ groupId, memberId, ...asked }),
    at(day),
  )[0]!.data

test('a certificate is valid from today, or from the day after the one before, to the end of the term', () => {
  const held = { id: 'c', memberId, fromOn: '2022-03-01', untilOn: '2022-06-30', isRevoked: false }

  expect(issue([], {}, '2022-04-01')).toMatchObject({ fromOn: '2022-04-01', untilOn: '2022-12-31', year: 2022 })
  expect(issue([], {}, '2022-02-01')).toMatchObject({ fromOn: '2022-03-01' })
  expect(issue([held], {}, '2022-04-01')).toMatchObject({ fromOn: '2022-07-01' })
  expect(issue([{ ...held, isRevoked: true }], {}, '2022-04-01')).toMatchObject({ fromOn: '2022-04-01' })
  expect(issue([{ ...held, lapsedOn: '2022-03-31' }], {}, '2022-04-01')).toMatchObject({ fromOn: '2022-04-01' })
})

test('whatever is asked for on whatever day, no two certificates of a member are valid on one day', () => {
  const day = fc.integer({ min: 0, max: 320 }).map((days) => addDays('2022-02-15', days))
  const asked = fc.record({ fromOn: day, untilOn: day, today: day }, { requiredKeys: ['today'] })
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 12 }), (all) => {
      const held: Certificate[] = []
      for (const { today, ...term } of all) {
        try {
          const { fromOn, untilOn } = issue(held, term, today)
          held.push({ id: String(held.length), memberId, fromOn, untilOn, isRevoked: false })
        } catch (error) {
          expect((error as { code: string }).code).toMatch(/^certificate\.(exists|out_of_term)$/)
        }
      }
      const inOrder = held.toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
      inOrder.forEach(({ fromOn, untilOn }, n) => {
        expect(fromOn >= group.fromOn && untilOn <= group.untilOn && fromOn <= untilOn).toBe(true)
        if (n > 0) expect(fromOn > inOrder[n - 1]!.untilOn).toBe(true)
      })
    }),
  )
})

test.each([
  ['revoked', { isRevoked: true }],
  ['lapsed', { lapsedOn: '2022-03-31' }],
  ['expired', { untilOn: '2022-03-31' }],
])('a %s certificate cannot be revoked', (_, change) => {
  const certificate = { id: 'c', memberId, fromOn: '2022-03-01', untilOn: '2022-12-31', isRevoked: false, ...change }
  const body = c.RevokeCertificate.schema.parse({ groupId, certificateId: groupId, reason: '遗失' })

  expect(() => revokeCertificate({ certificate }, body, at('2022-04-01'))).toThrow('certificate.not_in_force')
})
