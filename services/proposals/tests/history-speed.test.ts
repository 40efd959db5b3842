import { countProposals, wuxingHistory } from '@lianxie/sample-data'
import { startTestService } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import { runImport, upload } from './history-given.ts'

/** Twelve years of 吴兴, each with proposals of its own. */
const years = Array.from({ length: 12 }, (_, year) => 2011 + year)
const file = years
  .map((year) => wuxingHistory().replaceAll('2022-', `${year}-`).replaceAll(':p:', `:p${year}:`))
  .join('')
const { facts } = countProposals(file.split('\n'))

// Prints how fast an import is; what is asked of it is a tenth of what an idle machine of two cores does.
test('thousands of facts are imported in seconds', { timeout: 120_000 }, async () => {
  await using service = await startTestService(proposals)
  const { importId, byStatus } = await upload(service, file, { query: { region: 'wuxing-cppcc' } })

  const done = await runImport(service, importId)

  const seconds = (Date.parse(done.endedAt!) - Date.parse(done.startedAt!)) / 1000
  const rate = Math.round(facts / seconds)
  console.log(`${facts} facts in ${seconds} s: ${rate} a second`)
  expect([byStatus.READY, done.progress!.imported]).toEqual([facts, facts])
  expect(rate).toBeGreaterThan(150)
})
