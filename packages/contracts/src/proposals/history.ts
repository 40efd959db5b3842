import { z } from 'zod'
import { Instant, line, LocalDate, Sha256 } from '../primitives.ts'
import { ProposalState } from './proposal.ts'

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

/** 文件格式: neutral facts, one JSON object a line, or a table with one proposal a row. */
export const HistoryFormat = z.enum(['FACTS', 'TABLE']).meta({ id: 'HistoryFormat' })
export type HistoryFormat = z.infer<typeof HistoryFormat>

/** What became of a line of the file, or would become of it. */
export const HistoryLineStatus = z
  .enum([
    'READY', // 可导入
    'KNOWN', // 此前已导入，跳过
    'WRONG', // 有误
    'OTHER', // 与提案无关或属于其他地区，跳过
    'DONE', // 已导入
  ])
  .meta({ id: 'HistoryLineStatus' })
export type HistoryLineStatus = z.infer<typeof HistoryLineStatus>

/** 出处: the line of the file, by the file's hash, and the fact by its own name, which no second import repeats. */
export const HistorySource = z
  .strictObject({ sha256: Sha256, line: z.int().positive(), fact: line(300), digest: Sha256 })
  .meta({ id: 'HistorySource' })
export type HistorySource = z.infer<typeof HistorySource>

/** 满意度 as a file of past years gives it: one answer for the whole proposal. */
export const HistoryRating = z.enum(['SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED']).meta({ id: 'HistoryRating' })
export type HistoryRating = z.infer<typeof HistoryRating>

/** What every imported fact says: what became of the proposal, when it happened, whether that day is known, and where it was read. */
export const historyOrigin = {
  /** The state of the proposal after it. */
  state: ProposalState,
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
