import { z } from 'zod'
import { CommitteeId, Id, Instant, line, LocalDate, pageParams, Sha256 } from '../primitives.ts'

/** 历史导入状态: where an uploaded file stands. */
export const HistoryImportState = z
  .enum([
    'PREVIEW', // 已预览，待确认
    'RUNNING', // 导入中
    'FINISHED', // 已完成
    'CANCELLED', // 已中止
  ])
  .meta({ id: 'HistoryImportState' })
export type HistoryImportState = z.infer<typeof HistoryImportState>

/** 文件格式: neutral facts, one JSON object a line, or a table. */
export const HistoryFormat = z.enum(['FACTS', 'TABLE']).meta({ id: 'HistoryFormat' })
export type HistoryFormat = z.infer<typeof HistoryFormat>

/** What became of a line of the file, or would become of it. */
export const HistoryLineStatus = z
  .enum([
    'READY', // 可导入
    'KNOWN', // 此前已导入，跳过
    'WRONG', // 有误
    'OTHER', // 与本业务无关或属于其他地区，跳过
    'DONE', // 已导入
  ])
  .meta({ id: 'HistoryLineStatus' })
export type HistoryLineStatus = z.infer<typeof HistoryLineStatus>

/** 出处: the line of the file, by the file's hash, and the fact by its own name, which no second import repeats. */
export const HistorySource = z
  .strictObject({ sha256: Sha256, line: z.int().positive(), fact: line(300), digest: Sha256 })
  .meta({ id: 'HistorySource' })
export type HistorySource = z.infer<typeof HistorySource>

/** What every imported fact says: when it happened, whether that day is known, and where it was read. */
export const historyTimes = {
  occurredAt: Instant,
  occurredOn: LocalDate,
  /** False where the file gives no day: then `occurredAt` is only not before what came first. */
  dated: z.boolean(),
  source: HistorySource,
}

/** 计数: of a file's facts. */
export const historyCounts = {
  imported: z.int().nonnegative(),
  known: z.int().nonnegative(),
  wrong: z.int().nonnegative(),
}

/** The aggregate of an import, and what its events say. */
export const historyImport = { aggregate: 'history-import', key: 'importId' } as const
export const historyImportStarted = {
  importId: Id,
  region: CommitteeId,
  format: HistoryFormat,
  sha256: Sha256,
  lines: z.int().positive(),
  /** Lines that were ready when it began. */
  ready: z.int().positive(),
}
export const historyChunkImported = { importId: Id, through: z.int().positive(), ...historyCounts }

/** 确认导入. */
export const startHistoryImport = {
  importId: Id,
  /** Leave out the lines that are wrong; without it, one wrong line holds back the whole file. */
  skipWrong: z.boolean().default(false),
}
export const importHistoryChunk = { importId: Id, after: z.int().nonnegative() }

/** What is wrong with a line, by a stable code and in both languages. */
export const HistoryLineError = z
  .strictObject({ code: z.string(), field: z.string().optional(), zh: z.string(), en: z.string() })
  .meta({ id: 'HistoryLineError' })
export type HistoryLineError = z.infer<typeof HistoryLineError>

/** One line of the file (of a table: one row), and what became of it or would become of it. */
export const historyLine = {
  line: z.int().positive(),
  status: HistoryLineStatus,
  fact: z.string().optional(),
  ref: z.string().optional(),
  errors: z.array(HistoryLineError),
}

export const historySummary = {
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
  /** Cases that the file would create, and imported ones that it would add to. */
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
export const HistoryImportSummary = z.strictObject(historySummary).meta({ id: 'HistoryImportSummary' })
export type HistoryImportSummary = z.infer<typeof HistoryImportSummary>

/** One import, and which of its lines. */
export const historyImportParams = { importId: Id, only: HistoryLineStatus.optional(), ...pageParams }

/** When something happened, with the offset from UTC: `2022-01-10T09:56:14+08:00`. */
const at = z.iso
  .datetime({ offset: true, abort: true })
  // Before 1992 Beijing had summer time, and no office keeps such files.
  .regex(/^(199[2-9]|20)/)
  .meta({ description: 'RFC 3339 with an offset, 2022-01-10T09:56:14+08:00' })

/** What a file calls a case or a person; the same name is the same one in every file of the region. */
export const historyRef = line(120)

/** A fact of a file: what is read is checked strictly, what else a line holds is left out. */
export const historyFact = <const F extends string, S extends z.ZodRawShape>(name: F, shape: S) =>
  z.object({ at, fact: z.literal(name), region: CommitteeId, id: historyRef, ...shape })

/** False where the day is not known and `at` only says after what it came. */
export const historyDated = z.boolean().default(true)
