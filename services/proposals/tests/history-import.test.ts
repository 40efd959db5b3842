import { countProposals, wuxingHistory, wuxingHistoryPacked } from '@lianxie/sample-data'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { importFile, importOf, upload } from './history-given.ts'

const WUXING = { query: { region: 'wuxing-cppcc', termNumber: 5, sessionNumber: 1 } }

let service: TestService
beforeAll(async () => {
  service = await startTestService(proposals)
})
afterAll(() => service?.[Symbol.asyncDispose]())

test('the year of 吴兴 imports completely, and again nothing is new', async () => {
  const preview = await upload(service, wuxingHistoryPacked(), { ...WUXING, type: 'application/gzip' })
  console.log(preview, (await importOf(service, preview.importId, { only: 'WRONG' })).items.slice(0, 3))
  const done = await importFile(service, wuxingHistory(), WUXING)
  console.log(done.progress, done.state)

  const { differences, replayed } = await replayEquality(service, proposals)
  console.log(replayed)
  expect(differences).toEqual([])
})
