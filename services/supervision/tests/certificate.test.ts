import { supervision as c } from '@lianxie/contracts'
import { readPdf } from '@lianxie/office-documents/testing'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { CHECKS_PER_MINUTE } from '../src/queries/certificate-check.ts'
import { type Committee, day, givenCommittee, refusalOf } from './given.ts'
import { givenCertificate, givenResident } from './group-given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(supervision)
  service.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  given = await givenCommittee(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const check = (code: string, as = given.as.auditor) => service.ask(c.CertificateCheck, { code }, { as })
const print = (certificateIds: string[], names: object, as = given.as.office) =>
  service.fetch('/supervision/certificates.pdf', {
    method: 'POST',
    body: JSON.stringify({ certificateIds, names }),
    headers: { 'content-type': 'application/json' },
    as,
  })

test('a printed certificate bears its holder’s name, and its code leads to a page that says what a department needs', async () => {
  const { as, member } = given
  const groupId = await givenResident(service, given)
  const { certificateId, code } = await givenCertificate(service, given, groupId, member.first)

  const response = await print([certificateId], { [member.first]: { name: '赵竑' } })

  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const [page] = await readPdf(new Uint8Array(await response.arrayBuffer()))
  for (const text of ['民主监督员证', '赵竑', '派驻区水务局民主监督员小组', '区水务局', '监督证第2022-001号']) {
    expect(page!.text).toContain(text)
  }
  expect(page!.code).toBe(`${service.running.url}/supervision/certificates/${code}/page`)
  const shown = await fetch(page!.code!)
  const html = await shown.text()
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(html).toContain('2022-001')
  expect(html).toContain('<p class="state" role="status">有效')
  expect(html).not.toContain('赵竑')
  expect(html).not.toContain(member.first)
  const { db } = service.running.runtime
  const noted = await db
    .selectFrom('audit')
    .select(['actor', 'detail'])
    .where('action', '=', 'supervision.certificates-printed')
    .execute()
  expect(noted).toEqual([{ actor: as.office.id, detail: { certificateIds: [certificateId] } }])
  expect(JSON.stringify(await service.events(c.CertificateIssued))).not.toContain(code)
})

test('where there is a portal, the code leads to its check', async () => {
  await using behind = await startTestService(supervision, { own: { publicUrl: 'https://lianxie.example' } })
  behind.clock.set(new Date('2022-03-07T02:00:00.000Z'))
  const there = await givenCommittee(behind)
  const groupId = await givenResident(behind, there)
  const { certificateId, code } = await givenCertificate(behind, there, groupId, there.member.first)

  const response = await behind.fetch('/supervision/certificates.pdf', {
    method: 'POST',
    body: JSON.stringify({ certificateIds: [certificateId], names: { [there.member.first]: { name: '赵竑' } } }),
    headers: { 'content-type': 'application/json' },
    as: there.as.office,
  })

  const [page] = await readPdf(new Uint8Array(await response.arrayBuffer()))
  expect(page!.code).toBe(`https://lianxie.example/open/certificates/${code}`)
})

test('a certificate is printed for its holder or the office, with a name that the font has, and while it is in force', async () => {
  const { as, member } = given
  const groupId = await givenResident(service, given)
  const { certificateId } = await givenCertificate(service, given, groupId, member.first)
  const names = { [member.first]: { name: '沈某某' } }
  const code = async (response: Promise<Response>) => ((await (await response).json()) as { code: string }).code

  expect((await print([certificateId], names, as.first)).status).toBe(200)
  expect(await code(print([certificateId], names, as.second))).toBe('common.not_found')
  expect(await code(print([certificateId], names, as.water))).toBe('auth.forbidden')
  expect(await code(print([certificateId], {}))).toBe('certificate.name_missing')
  expect(await code(print([certificateId], { [member.first]: { name: '张\u{e000}三' } }))).toBe(
    'certificate.unprintable',
  )
  expect(await code(print([], names))).toBe('request.invalid')
  await service.send(c.RevokeCertificate, { groupId, certificateId, reason: '遗失' }, { as: as.office })
  expect(await code(print([certificateId], names))).toBe('certificate.not_in_force')
})

test('numbers of a year have no gaps, also when many are asked for at once and some are turned down', async () => {
  const { as, member } = given
  const groups = await Promise.all([1, 2, 3, 4].map(() => givenResident(service, given, { leaderId: member.third })))
  const before = (await service.ask(c.Certificates, { limit: 1 }, { as: as.office })).total

  const replies = await Promise.all(
    groups.flatMap((groupId) =>
      [member.second, member.third, member.fourth].map((memberId) =>
        refusalOf(service.try(c.IssueCertificate, { groupId, memberId }, { as: as.office })),
      ),
    ),
  )

  expect(replies.filter((code) => code === 'group.not_member')).toHaveLength(4)
  const { items } = await service.ask(c.Certificates, { year: 2022, limit: 200 }, { as: as.office })
  expect(items.map(({ number }) => number)).toEqual(
    Array.from({ length: before + 8 }, (_, at) => `2022-${String(before + 8 - at).padStart(3, '0')}`),
  )
})

test('a certificate is valid within term and membership, one for each day', async () => {
  const { as, member } = given
  const groupId = await givenResident(service, given)
  const issue = (more: object = {}) =>
    refusalOf(service.try(c.IssueCertificate, { groupId, memberId: member.second, ...more }, { as: as.office }))

  expect(await issue({ untilOn: day(service, 701) })).toBe('certificate.out_of_term')
  expect(await issue({ fromOn: day(service, -31) })).toBe('certificate.out_of_term')
  expect(await issue({ untilOn: day(service, -1) })).toBe('certificate.out_of_term')
  expect(await issue({ untilOn: day(service, 30) })).toBe('done')
  expect(await issue({ fromOn: day(service, 30) })).toBe('certificate.exists')
  expect(await issue()).toBe('done')
  expect(await issue()).toBe('certificate.exists')

  const { items } = await service.ask(c.Certificates, { groupId }, { as: as.second })
  expect(items.map(({ state, fromOn, untilOn }) => [state, fromOn, untilOn])).toEqual([
    ['PENDING', day(service, 31), day(service, 700)],
    ['VALID', day(service), day(service, 30)],
  ])
})

test('a certificate lapses with the membership and with the posting, and a department is told so', async () => {
  const { as, member, unit } = given
  const groupId = await givenResident(service, given)
  const first = await givenCertificate(service, given, groupId, member.first)
  const second = await givenCertificate(service, given, groupId, member.second)
  expect(await check(second.code)).toMatchObject({ state: 'VALID', units: ['区水务局'], untilOn: day(service, 700) })

  const change = { groupId, name: '监督小组', leaderId: member.first, changedOn: day(service), reason: '调离' }
  await service.send(c.ChangeGroup, change, { as: as.office })

  expect(await check(second.code)).toMatchObject({ state: 'EXPIRED', untilOn: day(service, -1) })
  expect(await check(first.code)).toMatchObject({ state: 'VALID', group: '监督小组' })
  const post = { groupId, unitIds: [unit.traffic], postedOn: day(service), reason: '改派' }
  await service.send(c.PostGroup, post, { as: as.office })
  expect(await check(first.code)).toMatchObject({ state: 'EXPIRED', units: ['区水务局'] })
  const { certificates, validCertificates } = await service.ask(c.GroupById, { groupId }, { as: as.office })
  expect([certificates.map(({ state }) => state), validCertificates]).toEqual([['LAPSED', 'LAPSED'], 0])
  const again = await givenCertificate(service, given, groupId, member.first)
  expect(await check(again.code)).toMatchObject({ state: 'VALID', units: ['区交通运输局'] })
})

test('a revoked certificate stays revoked, and its reason is for the office', async () => {
  const { as, member } = given
  const groupId = await givenResident(service, given)
  const { certificateId, code } = await givenCertificate(service, given, groupId, member.first)
  const revoke = () =>
    refusalOf(service.try(c.RevokeCertificate, { groupId, certificateId, reason: '证件遗失' }, { as: as.office }))

  expect([await revoke(), await revoke()]).toEqual(['done', 'certificate.not_in_force'])

  expect(await check(code)).toMatchObject({ state: 'REVOKED' })
  const history = async (who: typeof as.first) => (await service.ask(c.GroupById, { groupId }, { as: who })).history
  expect((await history(as.office)).at(-1)).toMatchObject({ reason: '证件遗失' })
  expect(JSON.stringify(await history(as.first))).not.toContain('遗失')
  expect(JSON.stringify(await service.events(c.CertificateRevoked))).not.toContain('遗失')
})

test('a code that nobody has is answered like one that somebody has, and nobody may try many', async () => {
  const { member } = given
  const groupId = await givenResident(service, given)
  const { code } = await givenCertificate(service, given, groupId, member.first)
  const path = (of: string) => `/supervision/certificates/${of}`
  const unknown = 'A'.repeat(22)

  const [known, none] = await Promise.all([code, unknown].map((one) => service.fetch(path(one))))
  const [hit, miss] = [(await known!.json()) as object, (await none!.json()) as object]

  expect([known!.status, none!.status]).toEqual([200, 200])
  expect(Object.keys(miss)).toEqual(Object.keys(hit))
  expect(miss).toMatchObject({ state: 'UNKNOWN', number: null, group: null, units: null, fromOn: null })
  expect((await service.fetch(`${path(unknown)}/page`)).status).toBe(200)
  expect((await service.fetch(path('short'))).status).toBe(400)
  const statuses: number[] = []
  for (let n = 0; n <= CHECKS_PER_MINUTE; n += 1) statuses.push((await service.fetch(path(unknown))).status)
  expect(statuses.at(-1)).toBe(429)
  expect((await service.fetch(path(code), { as: given.as.chair })).status).toBe(200)
})
