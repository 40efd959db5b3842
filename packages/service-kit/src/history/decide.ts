import { type Fact, type HistoryFormat, Refusal } from '@lianxie/contracts'
import type { HistoryKind, HistoryLine, JudgeContext, Judged } from './kind.ts'

/** An uploaded file as its preview found it. */
export interface HistoryFile {
  importId: string
  region: string
  format: HistoryFormat
  expiresAt: Date
  /** Absent while it is still being read. */
  found?: { sha256: string; lines: number; ready: number; wrong: number }
}

/** 确认导入: of a whole preview, once, and one file at a time. */
export function startHistoryImport(
  c: HistoryKind['contracts'],
  { file, state, othersRun }: { file: HistoryFile | undefined; state?: string | undefined; othersRun: boolean },
  { importId, skipWrong }: { importId: string; skipWrong: boolean },
  { now }: { now: Date },
) {
  if (!file?.found) throw new Refusal('common.not_found', { field: 'importId' })
  if (state !== undefined) throw new Refusal('history.state', { field: 'importId', state })
  if (file.expiresAt <= now) throw new Refusal('import.expired', { field: 'importId' })
  if (othersRun) throw new Refusal('history.running', { field: 'importId' })
  const { sha256, lines, ready, wrong } = file.found
  if (wrong > 0 && !skipWrong) throw new Refusal('history.has_wrong', { field: 'skipWrong', wrong })
  if (ready === 0) throw new Refusal('history.nothing_ready', { field: 'importId' })
  const { region, format } = file
  return [c.HistoryImportStarted({ importId, region, format, sha256, lines, ready })]
}

/** 中止: before the next part; what was imported stays. */
export function cancelHistoryImport(
  c: HistoryKind['contracts'],
  { run }: { run: { state: string } | undefined },
  { importId }: { importId: string },
) {
  if (!run) throw new Refusal('common.not_found', { field: 'importId' })
  if (run.state !== 'RUNNING') throw new Refusal('history.state', { field: 'importId', state: run.state })
  return [c.HistoryImportCancelled({ importId })]
}

/** A part of a file, and what is known when it begins. */
export interface HistoryChunk {
  run: { state: string; through: number; imported: number; known: number; wrong: number } | undefined
  lines: readonly (HistoryLine & { place: number })[]
  isLast: boolean
  book: unknown
  context: Omit<JudgeContext, 'now' | 'newId'>
  /** What becomes of each line; the decision fills it in. */
  judged: Judged[]
}

/** 导入一段: nothing when it was stopped meanwhile, or has this part behind it. */
export function importHistoryChunk(
  { contracts: c, judge }: Pick<HistoryKind, 'contracts' | 'judge'>,
  { run, lines, isLast, book, context, judged }: HistoryChunk,
  { importId, after }: { importId: string; after: number },
  { now, newId }: { now: Date; newId: () => string },
): Fact[] {
  if (run?.state !== 'RUNNING' || run.through !== after) return []
  for (const line of lines) judged.push(judge(book, line, { ...context, now, newId }))
  const count = (outcome: Judged['outcome']) => judged.filter((one) => one.outcome === outcome).length
  const last = lines.at(-1)
  return [
    ...judged.flatMap((one): readonly Fact[] => (one.outcome === 'IMPORTED' ? one.events : [])),
    ...(last
      ? [
          c.HistoryChunkImported({
            importId,
            through: last.place,
            imported: run.imported + count('IMPORTED'),
            known: run.known + count('KNOWN'),
            wrong: run.wrong + count('WRONG'),
          }),
        ]
      : []),
    ...(isLast ? [c.HistoryImportFinished({ importId })] : []),
  ]
}
