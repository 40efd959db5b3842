import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '@lianxie/client'
import { type HistoryImportSummary, type HistoryLineError, proposals, supervision } from '@lianxie/contracts'
import { UsageError } from '../exit-code.ts'
import type { Output } from '../output.ts'

const TYPES: Record<string, string> = {
  '.ndjson': 'application/x-ndjson',
  '.gz': 'application/gzip',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.csv': 'text/csv',
}

export interface HistoryImportOptions {
  /** Whose facts of the file are meant; by default the committee's own. */
  region?: string
  /** 届次 of proposals that do not tell it. */
  term?: number
  session?: number
  confirm?: boolean
  skipWrong?: boolean
}

/** 业务: whose past years a file holds. */
export type HistoryContext = 'proposals' | 'supervision'

const CONTRACTS = { proposals, supervision } as const

/** For the preview of the largest file. */
const UPLOAD_MS = 10 * 60_000
/** Between two looks at how far an import is. */
const LOOK_MS = 500

/**
 * 导入历史数据: uploads a file of past years for a preview, prints each wrong line, and imports it when asked to, with its
 * progress. True when nothing is wrong, or it was imported.
 */
export async function importHistoryCommand(
  client: Client,
  output: Output,
  context: HistoryContext,
  path: string,
  options: HistoryImportOptions,
  signal?: AbortSignal,
): Promise<boolean> {
  const preview = await uploadHistory(client, context, path, options)
  const { importId, byStatus } = preview
  output.say({
    zh: `共 ${preview.lines} 行：可导入 ${byStatus.READY}，此前已导入 ${byStatus.KNOWN}，有误 ${byStatus.WRONG}，无关 ${byStatus.OTHER}；新建 ${preview.creates} 件，补充 ${preview.completes} 件`,
    en: `${preview.lines} lines: ${byStatus.READY} ready, ${byStatus.KNOWN} known, ${byStatus.WRONG} wrong, ${byStatus.OTHER} of other matters; ${preview.creates} cases new, ${preview.completes} completed`,
  })
  const wrong = byStatus.WRONG > 0 ? await printWrong(client, output, context, importId) : []
  const isClean = byStatus.WRONG === 0
  if (!options.confirm || (!isClean && !options.skipWrong) || byStatus.READY === 0) {
    if (byStatus.READY === 0) output.say({ zh: '没有新的内容可导入。', en: 'There is nothing new to import.' })
    else if (isClean) output.say({ zh: '仅预览；加 --confirm 导入。', en: 'A preview only; import with --confirm.' })
    else
      output.say({
        zh: '未导入。修改后重新上传，或用 --confirm --skip-wrong 跳过有误的行。',
        en: 'Nothing was imported. Mend the file, or leave the wrong lines out with --confirm --skip-wrong.',
      })
    output.give({ ...preview, wrong })
    return isClean
  }
  await client.send(CONTRACTS[context].StartHistoryImport, { importId, skipWrong: !isClean })
  const done = await follow(client, output, context, importId, signal)
  output.give({ ...done, wrong })
  return done.state === 'FINISHED'
}

async function uploadHistory(
  client: Client,
  context: HistoryContext,
  path: string,
  { region, term, session }: HistoryImportOptions,
): Promise<HistoryImportSummary> {
  const contentType = TYPES[extname(path).toLowerCase()]
  if (contentType === undefined)
    throw new UsageError(
      '只能导入 .ndjson、.ndjson.gz、.xlsx、.csv 文件',
      'only .ndjson, .ndjson.gz, .xlsx and .csv files can be imported',
    )
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new UsageError(`无法读取文件 ${path}`, `the file ${path} cannot be read`, { cause })
  })
  const query = new URLSearchParams({
    ...(region !== undefined && { region }),
    ...(term !== undefined && { termNumber: String(term) }),
    ...(session !== undefined && { sessionNumber: String(session) }),
  })
  const response = await client.fetch(context, `/${context}/history-imports?${query.toString()}`, {
    method: 'POST',
    body: Uint8Array.from(bytes),
    headers: { 'content-type': contentType },
    // The service reads and judges every line before it answers.
    timeoutMs: UPLOAD_MS,
    once: true,
  })
  return (await response.json()) as HistoryImportSummary
}

interface WrongLine {
  line: number
  errors: HistoryLineError[]
}

async function printWrong(
  client: Client,
  output: Output,
  context: HistoryContext,
  importId: string,
): Promise<WrongLine[]> {
  const wrong: WrongLine[] = []
  for await (const line of client.rows(CONTRACTS[context].HistoryImport as typeof proposals.HistoryImport, {
    importId,
    only: 'WRONG',
    limit: 200,
  })) {
    wrong.push(line)
    for (const { field, zh, en } of line.errors) {
      const at = field === undefined ? '' : ` ${field}`
      output.say({ zh: `  第 ${line.line} 行${at}：${zh}`, en: `  line ${line.line}${at}: ${en}` })
    }
  }
  return wrong
}

/** Says how far the import is until it is over; whoever stops watching does not stop it. */
async function follow(
  client: Client,
  output: Output,
  context: HistoryContext,
  importId: string,
  signal?: AbortSignal,
): Promise<HistoryImportSummary> {
  let told = -1
  for (;;) {
    const { items: _items, ...found } = await client.ask(
      CONTRACTS[context].HistoryImport as typeof proposals.HistoryImport,
      { importId, limit: 1 },
    )
    const { imported = 0, known = 0, wrong = 0, left = 0 } = found.progress ?? {}
    if (imported + known + wrong !== told) {
      told = imported + known + wrong
      output.say({
        zh: `已导入 ${imported}，跳过 ${known}，有误 ${wrong}，剩余 ${left}`,
        en: `${imported} imported, ${known} known, ${wrong} wrong, ${left} left`,
      })
    }
    if (found.state !== 'RUNNING') {
      output.say(
        found.state === 'FINISHED' ? { zh: '导入完成。', en: 'Done.' } : { zh: '导入已中止。', en: 'It was stopped.' },
      )
      return found
    }
    await pause(LOOK_MS, undefined, signal && { signal })
  }
}
