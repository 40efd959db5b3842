import { proposals as c, Refusal } from '@lianxie/contracts'
import type { FileSettings, HistoryKind } from '@lianxie/service-kit'
import { z } from 'zod'
import { type CaseFact, importFact } from './domain/import-fact.ts'
import { IMPORTERS } from './history-importers.ts'
import { HISTORY_COLUMNS, HISTORY_VOCABULARY, readHistoryTable } from './history-table.ts'
import { keepHistoryWords } from './history-words.ts'
import { planLikeness } from './likeness-jobs.ts'
import { emptyBook, fillBook } from './store/history-book.ts'
import { casesOf } from './store/history-lines.ts'

/** 届次 of proposals whose facts do not tell it. */
const sessionOf = ({ term_number: term, session_number: session }: FileSettings) =>
  typeof term === 'number' && typeof session === 'number' ? { termNumber: term, sessionNumber: session } : {}

/** 历年提案的导入. */
export const proposalHistory: HistoryKind<CaseFact, ReturnType<typeof emptyBook>> = {
  context: 'proposals',
  contracts: c,
  importers: IMPORTERS,
  vocabulary: HISTORY_VOCABULARY,
  settings: {
    params: {
      termNumber: z.coerce.number().int().min(1).max(99).optional(),
      sessionNumber: z.coerce.number().int().min(1).max(20).optional(),
    },
    read: ({ termNumber, sessionNumber }: { termNumber?: number; sessionNumber?: number }) => {
      if ((termNumber === undefined) !== (sessionNumber === undefined))
        throw new Refusal('request.invalid', { field: termNumber === undefined ? 'termNumber' : 'sessionNumber' })
      return { term_number: termNumber ?? null, session_number: sessionNumber ?? null }
    },
  },
  table: {
    columns: HISTORY_COLUMNS,
    read: (bytes, format, { region, settings }) =>
      readHistoryTable(bytes, format, { region, session: sessionOf(settings) }),
  },
  cases: casesOf,
  emptyBook,
  fillBook,
  judge: (book, line, { settings, ...context }) => {
    const judged = importFact(book, line, { ...context, session: sessionOf(settings) })
    return judged.outcome === 'IMPORTED' ? { ...judged, subjectId: judged.proposalId } : judged
  },
  creates: (events) => events.some(({ type }) => type === c.HistoryProposalReceived.type),
  keep: keepHistoryWords,
  // What was imported is found by who writes about the same from then on.
  ended: planLikeness,
}
