import { z } from 'zod'
import { query, type QueryDefinition } from '../define.ts'
import { Id, Instant, pageParams, personal } from '../primitives.ts'

/** What is wrong with one row of an uploaded table, worded for the person who filled it in. */
export const ImportRowError = z
  .strictObject({
    /** The column by its field name; absent when the row as a whole is wrong. */
    column: z.string().max(100).optional(),
    zh: z.string(),
    en: z.string(),
  })
  .meta({ id: 'ImportRowError' })
export type ImportRowError = z.infer<typeof ImportRowError>

const summary = {
  importId: Id,
  kind: z.string().max(60),
  /** Rows with something in them, those that can be imported, and those that cannot. */
  rows: z.int().nonnegative(),
  valid: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** Headings that are not known and whose cells are left out. */
  ignoredColumns: z.array(z.string()),
  createdAt: Instant,
  /** After this instant the preview is gone and the file must be uploaded again. */
  expiresAt: Instant,
  confirmedAt: Instant.optional(),
}

/** 导入预览: what an uploaded table holds, before anything is imported. */
export const ImportSummary = z.strictObject(summary).meta({ id: 'ImportSummary' })
export type ImportSummary = z.infer<typeof ImportSummary>

/** One row as it was read; `row` is its number in the file, counted from 1 as a spreadsheet shows it. */
export const ImportRow = z
  .strictObject({
    row: z.int().positive(),
    cells: personal(z.record(z.string(), z.string())),
    errors: z.array(ImportRowError),
  })
  .meta({ id: 'ImportRow' })
export type ImportRow = z.infer<typeof ImportRow>

const params = { importId: Id, only: z.enum(['all', 'errors']).default('all'), ...pageParams }
const result = z.strictObject({
  ...summary,
  items: z.array(ImportRow),
  next: z.string().optional(),
  total: z.int().nonnegative(),
  totalIsCapped: z.literal(true).optional(),
})

/** The query of a context that takes imports: `GET /<context>/imports/<importId>`, for whoever uploaded the file. */
export const importPreview = <const C extends string>(
  context: C,
): QueryDefinition<`${C}.import-preview`, typeof params, typeof result> =>
  query(
    `${context}.import-preview`,
    '/imports/:importId',
    { zh: '导入预览', en: 'What an uploaded table holds and which rows are wrong' },
    params,
    result,
  )

/** What every command that confirms an import takes. */
export const importConfirmation = {
  importId: Id,
  /** Leave out the rows that are wrong; without it, one wrong row holds back the whole import. */
  skipFailed: z.boolean().default(false),
}
