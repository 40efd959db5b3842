import { importHistoryChunk, startHistoryImport } from '../common/history.ts'
import { command } from '../define.ts'
import { Id } from '../primitives.ts'

export const StartHistoryImport = command(
  'supervision.start-history-import',
  {
    zh: '确认导入历年监督数据',
    en: 'Imports a previewed file: imported projects are created and completed, and no live one is touched',
  },
  startHistoryImport,
)
export const CancelHistoryImport = command(
  'supervision.cancel-history-import',
  { zh: '中止导入历年监督数据', en: 'Stops an import before its next part; what was imported stays' },
  { importId: Id },
)
export const ImportHistoryChunk = command(
  'supervision.import-history-chunk',
  {
    zh: '导入一段历年监督数据',
    en: 'Imports the lines behind a place in the file; the service asks this of itself',
  },
  importHistoryChunk,
)
