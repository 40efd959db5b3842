import { supervision as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import type { Committee } from './given.ts'
import { importFile, linesOf, supervised, uploadHistory } from './history-given.ts'

/** One import that waits to be confirmed, and one that is done; with every optional field filled in. */
export async function historySamples(service: TestService, { as, unit }: Committee): Promise<Samples> {
  await importFile(service, linesOf(supervised('a')))
  const { importId } = await uploadHistory(service, linesOf(supervised('b')))
  const scope = {
    year: 2022,
    from: '2022-01-01',
    to: '2022-12-31',
    origin: 'IMPORTED',
    form: 'TOPICAL',
    unitId: unit.water,
    severity: 'SERIOUS',
    subject: '排口',
  }
  return {
    commands: [
      { command: c.StartHistoryImport, as: as.office, body: { importId, skipWrong: true } },
      { command: c.CancelHistoryImport, as: as.generalOffice, body: { importId } },
    ],
    queries: [
      { query: c.HistoryImports, as: as.office, params: {} },
      { query: c.HistoryImport, as: as.generalOffice, params: { importId, only: 'READY' } },
      { query: c.SupervisionStatistics, as: as.chair, params: scope },
      { query: c.SupervisionStatisticsRows, as: as.chair, params: { ...scope, figure: 'VERIFIED' } },
    ],
  }
}
