import { createHash } from 'node:crypto'
import { proposals as c } from '@lianxie/contracts'
import { fileIndexes, planOf, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { readableFiles } from '../src/queries/files.ts'
import { type Committee, content, givenCommittee, givenIntake, refusalOf, review, submit, file } from './given.ts'
import { idIn } from './given.ts'

let service: TestService
let given: Committee
beforeAll(async () => {
  service = await startTestService(proposals)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

type Account = Committee['as']['first']

async function upload(text: string, as: Account) {
  const response = await service.fetch('/proposals/files', { method: 'PUT', body: text, as })
  expect(response.status).toBe(200)
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { sha256, name: '附件.txt', size: Buffer.byteLength(text), mediaType: 'text/plain' }
}
const draft = (files: object[], as: Account) =>
  service.try(c.DraftProposal, { kind: 'INDIVIDUAL', ...content(), files }, { as })
const download = async ({ sha256 }: { sha256: string }, as: Account) =>
  (await service.fetch(`/proposals/files/${sha256}`, { as })).status

test('a file goes into the proposal of who uploaded it, and not into another’s who knows its hash', async () => {
  const { as } = given
  const table = await upload('停车位普查表', as.first)
  const unheard = { ...table, sha256: 'b'.repeat(64) }

  expect(await refusalOf(draft([table], as.second))).toBe('file.not_found')
  expect(await refusalOf(draft([unheard], as.second))).toBe('file.not_found')
  expect(await refusalOf(draft([table], as.first))).toBe('done')
  // A draft of somebody else refers to it by now, and opens it to nobody.
  expect(await refusalOf(draft([table], as.second))).toBe('file.not_found')
  expect(await download(table, as.second)).toBe(404)
  await upload('停车位普查表', as.second)
  expect(await refusalOf(draft([table], as.second))).toBe('done')
})

test('who reads a proposal may attach its file again: a member once it is filed, and not before', async () => {
  const { as } = given
  const table = await upload('道路照片说明', as.first)
  const { events } = await service.send(
    c.DraftProposal,
    { kind: 'INDIVIDUAL', ...content('关于道路的建议'), files: [table] },
    { as: as.first },
  )
  const proposalId = idIn({ events })
  await submit(service, proposalId, as.first)
  const before = await refusalOf(draft([table], as.second))

  await review(service, given, proposalId)
  await file(service, given, proposalId)

  expect(before).toBe('file.not_found')
  expect([await download(table, as.second), await refusalOf(draft([table], as.second))]).toEqual([200, 'done'])
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
