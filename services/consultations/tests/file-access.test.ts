import { consultations as c } from '@lianxie/contracts'
import { fileIndexes, planOf, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { readableFiles } from '../src/queries/session-files.ts'
import { type Committee, givenCommittee, givenItem, givenNotified, upload } from './session-given.ts'

let service: TestService
let given: Committee
beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenCommittee(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

test('a file is handed in by who uploaded it, or reads it already; who knows its hash alone does not', async () => {
  const { as } = given
  const sessionId = await givenNotified(service, given, await givenItem(service, given))
  const stored = (await (await upload(service, as.consultation, '机关内部测算')).json()) as Omit<c.FileRef, 'name'>
  const ref = { ...stored, name: '测算' }
  const material = { sessionId, title: '测算说明', audience: 'PARTICIPANTS_AND_UNITS' as const }
  const add = async (by: Committee['as']['water'], file: object = ref) => {
    const { status, body } = await service.try(c.AddMaterial, { ...material, file }, { as: by })
    return status < 400 ? 'done' : body.code
  }
  const own = await service.send(c.AddMaterial, { ...material, file: ref }, { as: as.consultation })
  const { materialId } = own.events[0]!.data as { materialId: string }

  // It is not released yet: to the unit it is as if it were not there.
  expect([await add(as.water), await add(as.water, { ...ref, sha256: 'b'.repeat(64) })]).toEqual([
    'file.not_found',
    'file.not_found',
  ])
  expect(await add(as.chair)).toBe('auth.forbidden')
  await service.send(c.ReleaseMaterial, { sessionId, materialId }, { as: as.chair })
  expect(await add(as.water)).toBe('done')

  const second = (await (await upload(service, as.consultation, '另一份测算')).json()) as Omit<c.FileRef, 'name'>
  expect(await add(as.water, { ...second, name: '测算' })).toBe('file.not_found')
  await upload(service, as.water, '另一份测算')
  expect(await add(as.water, { ...second, name: '测算' })).toBe('done')
})

test('every mention of a file is found by an index', async () => {
  const { db } = service.running.runtime
  const actor = {
    ...given.as.consultation,
    committee: 'wujiang-cppcc',
    units: [],
    acr: 'password',
    authTime: 0,
  } as never

  const plan = await planOf(db, (tx) => readableFiles(tx, ['a'.repeat(64), 'b'.repeat(64)], actor))

  const indexes = await fileIndexes(db)
  expect(indexes).toHaveLength(9)
  expect(indexes.filter((name) => !plan.includes(name))).toEqual([])
  expect(plan).not.toContain('Seq Scan')
})
