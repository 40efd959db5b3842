import { proposals as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import type { Committee } from './given.ts'
import { importFile, linesOf, upload } from './history-given.ts'

const facts = (id: string, number: number) => [
  {
    at: '2022-01-10T09:00:00+08:00',
    fact: 'proposal-submitted',
    id,
    title: '关于停车的建议',
    collective: false,
    proposers: ['m1'],
    atPlenary: true,
  },
  { at: '2022-01-17T09:00:00+08:00', fact: 'proposal-reviewed', id, outcome: 'filed', number },
]

/** One import that waits to be confirmed, and one that is done; with every optional field filled in. */
export async function historySamples(service: TestService, { as }: Committee): Promise<Samples> {
  const query = { region: 'wuxing-cppcc', termNumber: 5, sessionNumber: 1 }
  await importFile(service, linesOf(facts('p1', 1)), { query })
  const { importId } = await upload(service, linesOf(facts('p2', 2)), { query })
  return {
    commands: [
      { command: c.StartHistoryImport, as: as.office, body: { importId, skipWrong: true } },
      { command: c.CancelHistoryImport, as: as.generalOffice, body: { importId } },
    ],
    queries: [
      { query: c.HistoryImports, as: as.office, params: {} },
      { query: c.HistoryImport, as: as.generalOffice, params: { importId, only: 'READY' } },
      {
        query: c.Statistics,
        as: as.analyst,
        params: {
          year: 2022,
          termNumber: 5,
          sessionNumber: 1,
          from: '2022-01-01',
          to: '2022-12-31',
          by: 'CASE',
          origin: 'IMPORTED',
        },
      },
    ],
  }
}
