import { z } from 'zod'
import { historyImportParams, HistoryImportSummary, historyLine, historySummary } from '../common/history.ts'
import { query } from '../define.ts'
import { Id, page, pageParams, personal } from '../primitives.ts'

/** One line of the file (of a table: one row), and what became of it or would become of it. */
export const HistoryLine = z
  .strictObject({
    ...historyLine,
    /** Where it was imported, or is known from. */
    proposalId: Id.optional(),
  })
  .meta({ id: 'HistoryLine' })
export type HistoryLine = z.infer<typeof HistoryLine>

export const HistoryImports = query(
  'proposals.history-imports',
  '/history-imports',
  { zh: '历史导入列表', en: 'The imports of past years, newest first' },
  pageParams,
  page(HistoryImportSummary),
)
export const HistoryImport = query(
  'proposals.history-import',
  '/history-imports/:importId',
  { zh: '历史导入', en: 'What a file holds, which lines are wrong, and how far its import is' },
  historyImportParams,
  page(personal(HistoryLine)).extend(historySummary),
)
