import { supervision as c } from '@lianxie/contracts'
import type { HistoryKind } from '@lianxie/service-kit'
import { emptyBook, type HistoryBook } from './domain/history-book.ts'
import { importFact } from './domain/import-fact.ts'
import { IMPORTERS } from './history-importers.ts'
import { HISTORY_COLUMNS, HISTORY_VOCABULARY, readHistoryTable } from './history-table.ts'
import { casesOf, fillBook } from './store/history-book.ts'
import { keepMembers } from './store/history-words.ts'

/** 历年监督数据的导入. */
export const supervisionHistory: HistoryKind<c.HistoryFact, HistoryBook> = {
  context: 'supervision',
  contracts: c,
  importers: IMPORTERS,
  vocabulary: HISTORY_VOCABULARY,
  table: { columns: HISTORY_COLUMNS, read: (bytes, format, { region }) => readHistoryTable(bytes, format, region) },
  cases: casesOf,
  emptyBook,
  fillBook,
  judge: importFact,
  creates: (events) => events.some(({ type }) => type === c.HistoryProjectStarted.type),
  keep: keepMembers,
}
