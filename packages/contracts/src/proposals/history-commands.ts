import { importHistoryChunk, startHistoryImport } from '../common/history.ts'
import { command } from '../define.ts'
import { Id } from '../primitives.ts'

export const StartHistoryImport = command(
  'proposals.start-history-import',
  {
    zh: '确认导入历史数据',
    en: 'Imports a previewed file: imported cases are created and completed, and no live one is touched',
  },
  startHistoryImport,
)
export const CancelHistoryImport = command(
  'proposals.cancel-history-import',
  { zh: '中止导入历史数据', en: 'Stops an import before its next part; what was imported stays' },
  { importId: Id },
)
export const ImportHistoryChunk = command(
  'proposals.import-history-chunk',
  { zh: '导入一段历史数据', en: 'Imports the lines behind a place in the file; the service asks this of itself' },
  importHistoryChunk,
)
