import { type FileRef, supervision as c } from '@lianxie/contracts'
import { fileIndexes, planOf, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { supervision } from '../src/app.ts'
import { readableFiles } from '../src/queries/files.ts'
import { type Committee, finding, givenCommittee, givenGroup, givenPlanned, givenVisited, refusalOf } from './given.ts'
import { upload, visit } from './given.ts'
import { givenListed, list } from './rectification-given.ts'
import { hashOf, uploadClient } from './upload-client.ts'

let service: TestService
let given: Committee
beforeAll(async () => {
  service = await startTestService(supervision)
  given = await givenCommittee(service)
}, 60_000)
afterAll(() => service?.[Symbol.asyncDispose]())

type Account = Committee['as']['first']

const raise = (visitId: string, files: object[], as: Account) =>
  refusalOf(service.try(c.RaiseFinding, finding(given, visitId, { files }), { as }))
const download = async ({ sha256 }: FileRef, as: Account) =>
  (await service.fetch(`/supervision/files/${sha256}`, { as })).status

/** A visit of a project in which only the fourth member is. */
async function givenElsewhere(): Promise<string> {
  const { as, member } = given
  const projectId = await givenPlanned(service, given)
  const groupId = await givenGroup(service, given, { leaderId: member.fourth, memberIds: [] })
  await service.send(c.AssignGroups, { projectId, groupIds: [groupId] }, { as: as.office })
  const held = visit(service, given, { projectId, groupId }, { memberIds: [member.fourth] })
  await service.send(c.RecordVisit, held, { as: as.fourth })
  return held.visitId
}

test('who knows the hash of another’s file neither attaches nor reads it, and is not told that it is there', async () => {
  const { as } = given
  const { visitId } = await givenVisited(service, given)
  const elsewhere = await givenElsewhere()
  const photo = (await upload(service, as.first, '一号排口')) as FileRef
  const unheard = { ...photo, sha256: 'b'.repeat(64) }

  // Before anything refers to it, it is its uploader's alone.
  expect(await raise(visitId, [photo], as.second)).toBe('file.not_found')
  expect(await raise(visitId, [photo], as.first)).toBe('done')
  expect(await raise(elsewhere, [photo], as.fourth)).toBe('file.not_found')
  expect(await raise(elsewhere, [unheard], as.fourth)).toBe('file.not_found')
  expect(await raise(elsewhere, [{ ...photo, size: photo.size + 1 }], as.fourth)).toBe('file.not_found')
  expect(await download(photo, as.fourth)).toBe(404)
  // Who reads the finding may refer to its file again.
  expect(await download(photo, as.second)).toBe(200)
  expect(await raise(visitId, [photo], as.second)).toBe('done')
})

test('a unit attaches what the issues show that were sent to it, and no photo of another’s', async () => {
  const { as, unit } = given
  const { findingId: own } = await givenListed(service, given)
  const { visitId, projectId } = await givenVisited(service, given)
  const photo = (await upload(service, as.first, '二号排口')) as FileRef
  const other = finding(given, visitId, { unitId: unit.traffic, files: [photo] })
  await service.send(c.RaiseFinding, other, { as: as.first })
  await service.send(c.GatherFindings, { projectId }, { as: as.office })
  await service.send(c.ApproveIssueList, list(service, projectId, [other.findingId]), { as: as.chair })
  const dispute = (findingId: string, by: Account) =>
    refusalOf(service.try(c.DisputeIssue, { findingId, reason: '照片不是本单位。', files: [photo] }, { as: by }))

  expect(await dispute(own, as.water)).toBe('file.not_found')
  expect(await dispute(other.findingId, as.traffic)).toBe('done')
})

test('two who send the same bytes both own them, sent twice or more, and the file is stored once', async () => {
  const { as } = given
  const { visitId } = await givenVisited(service, given)
  const elsewhere = await givenElsewhere()
  const bytes = Buffer.from('同一张现场照片的说明')
  await Promise.all([as.first, as.fourth, as.first, as.fourth].map((by) => uploadClient(service, by).upload(bytes)))
  const ref = { sha256: hashOf(bytes), name: '说明.txt', size: bytes.length, mediaType: 'text/plain' }

  expect([await raise(visitId, [ref], as.first), await raise(elsewhere, [ref], as.fourth)]).toEqual(['done', 'done'])
  const { db } = service.running.runtime
  const rows = await db.selectFrom('stored_file').select('sha256').where('sha256', '=', ref.sha256).execute()
  const owners = await db.selectFrom('file_owner').select('owner').where('sha256', '=', ref.sha256).execute()
  const ids = owners.map(({ owner }) => owner as string)
  expect([rows.length, new Set(ids)]).toEqual([1, new Set([as.first.id, as.fourth.id])])
})

test('a file that was uploaded before its owners were noted is still its uploader’s', async () => {
  const { as } = given
  const { visitId } = await givenVisited(service, given)
  const photo = (await upload(service, as.first, '旧照片')) as FileRef
  await service.running.runtime.db.deleteFrom('file_owner').where('sha256', '=', photo.sha256).execute()

  expect(await raise(visitId, [photo], as.second)).toBe('file.not_found')
  expect(await raise(visitId, [photo], as.first)).toBe('done')
})

test('however many files of others a command names, what refers to them is asked for once, and not at all for own ones', async () => {
  const { as } = given
  const { visitId } = await givenVisited(service, given)
  const photos = await Promise.all(Array.from({ length: 12 }, (_, n) => upload(service, as.first, `排口 ${n}`)))
  const { runtime } = service.running
  const { readableFiles: ask } = runtime
  const asked: number[] = []
  runtime.readableFiles = (db, hashes, actor) => {
    asked.push(hashes.length)
    return ask!(db, hashes, actor)
  }

  expect(await raise(visitId, photos, as.first)).toBe('done')
  expect(asked).toEqual([])
  expect(await raise(visitId, photos, as.second)).toBe('done')
  expect(asked).toEqual([12])
  runtime.readableFiles = ask!
})

test('every mention of a file is found by an index', async () => {
  const { db } = service.running.runtime
  const actor = { ...given.as.office, committee: 'wujiang-cppcc', units: [], acr: 'password', authTime: 0 } as never

  const plan = await planOf(db, (tx) => readableFiles(tx, ['a'.repeat(64), 'b'.repeat(64)], actor))

  const indexes = await fileIndexes(db)
  expect(indexes).toHaveLength(9)
  expect(indexes.filter((name) => !plan.includes(name))).toEqual([])
  expect(plan).not.toContain('Seq Scan')
})
