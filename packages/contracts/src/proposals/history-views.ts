import { z } from 'zod'
import { query } from '../define.ts'
import { CommitteeId, Id, Instant, page, pageParams, personal, Sha256 } from '../primitives.ts'
import { historyCounts, HistoryFormat, HistoryImportState, HistoryLineStatus } from './history.ts'

/** What is wrong with a line, by a stable code and in both languages. */
export const HistoryLineError = z
  .strictObject({ code: z.string(), field: z.string().optional(), zh: z.string(), en: z.string() })
  .meta({ id: 'HistoryLineError' })
export type HistoryLineError = z.infer<typeof HistoryLineError>

/** One line of the file (of a table: one row), and what became of it or would become of it. */
export const HistoryLine = z
  .strictObject({
    line: z.int().positive(),
    status: HistoryLineStatus,
    fact: z.string().optional(),
    ref: z.string().optional(),
    /** Where it was imported, or is known from. */
    proposalId: Id.optional(),
    errors: z.array(HistoryLineError),
  })
  .meta({ id: 'HistoryLine' })
export type HistoryLine = z.infer<typeof HistoryLine>

const summary = {
  importId: Id,
  state: HistoryImportState,
  region: CommitteeId,
  format: HistoryFormat,
  sha256: Sha256,
  /** Lines with something on them. */
  lines: z.int().nonnegative(),
  /** How many lines stand how, by status. */
  byStatus: z.record(HistoryLineStatus, z.int().nonnegative()),
  /** How many lines hold which fact, by its name; what other services are concerned with too. */
  byFact: z.record(z.string(), z.int().nonnegative()),
  /** Proposals that the file would create, and imported ones that it would add to. */
  creates: z.int().nonnegative(),
  completes: z.int().nonnegative(),
  /** Of a table: headings that are not known and whose cells are left out. */
  ignoredColumns: z.array(z.string()),
  uploadedAt: Instant,
  /** After this instant a preview is gone. */
  expiresAt: Instant.optional(),
  startedAt: Instant.optional(),
  endedAt: Instant.optional(),
  /** What the run has done so far, in facts; `left` is still to come. */
  progress: z.strictObject({ ...historyCounts, left: z.int().nonnegative() }).optional(),
}

/** 历史导入: a preview before it is confirmed, then the progress. */
export const HistoryImportSummary = z.strictObject(summary).meta({ id: 'HistoryImportSummary' })
export type HistoryImportSummary = z.infer<typeof HistoryImportSummary>

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
  { importId: Id, only: HistoryLineStatus.optional(), ...pageParams },
  page(personal(HistoryLine)).extend(summary),
)
