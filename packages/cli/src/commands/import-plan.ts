import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { type Client, dataOf } from '@lianxie/client'
import { consultations, type ImportRow, type ImportSummary } from '@lianxie/contracts'
import { UsageError } from '../exit-code.ts'
import type { Output } from '../output.ts'

const TYPES: Record<string, string> = {
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.csv': 'text/csv',
  '.json': 'application/json',
}

export interface PlanImportOptions {
  year?: number
  /** The plan by its id; with `year` alone the plan of that year. */
  plan?: string
  confirm?: boolean
  skipFailed?: boolean
}

export interface PlanImport {
  planId: string
  summary: ImportSummary
  /** Rows that cannot be imported, each with what is wrong. */
  wrong: ImportRow[]
  /** Confirmed and taken into the draft plan. */
  confirmed: boolean
}

/**
 * 导入年度计划: uploads a table of plan items for a preview, and confirms it when asked to. One wrong row holds all of
 * them back unless `skipFailed`. The plan must be in preparation; refusals are the service's.
 */
export async function importPlan(
  client: Client,
  table: { bytes: Uint8Array; contentType: string },
  options: PlanImportOptions,
): Promise<PlanImport> {
  const planId = options.plan ?? (await planOfYear(client, options.year))
  const summary = await client.upload('consultations', 'plan-items', table.bytes, table.contentType)
  const wrong: ImportRow[] = []
  if (summary.failed > 0) {
    const params = { importId: summary.importId, only: 'errors', limit: 200 } as const
    for await (const row of client.rows(consultations.PlanImportPreview, params)) wrong.push(row)
  }
  if (!options.confirm || (wrong.length > 0 && !options.skipFailed)) return { planId, summary, wrong, confirmed: false }
  const importId = wrong.length > 0 ? await uploadRightRows(client, summary.importId) : summary.importId
  await client.send(consultations.ConfirmPlanImport, { planId, importId })
  return { planId, summary, wrong, confirmed: true }
}

/** The service imports a whole table or nothing: the rows without a fault make a table of their own. */
async function uploadRightRows(client: Client, importId: string): Promise<string> {
  const right: Record<string, string>[] = []
  for await (const row of client.rows(consultations.PlanImportPreview, { importId, limit: 200 }))
    if (row.errors.length === 0) right.push(row.cells)
  const bytes = new TextEncoder().encode(JSON.stringify(right))
  return (await client.upload('consultations', 'plan-items', bytes, 'application/json')).importId
}

/** The plan of a year, begun when there is none. */
async function planOfYear(client: Client, year: number | undefined): Promise<string> {
  if (year === undefined) throw new UsageError('请用 --year 或 --plan 指明计划', 'say which plan with --year or --plan')
  for await (const plan of client.rows(consultations.Plans, { limit: 200 })) if (plan.year === year) return plan.planId
  const answer = await client.send(consultations.OpenPlan, { year, title: `${year}年度协商计划` })
  const [opened] = dataOf(answer, consultations.PlanOpened)
  if (!opened) throw new Error('expected the answer to name the plan that was opened')
  return opened.planId
}

/** Uploads, prints the preview with row and column of each fault; true when nothing is wrong or it was confirmed. */
export async function importPlanCommand(
  client: Client,
  output: Output,
  path: string,
  options: PlanImportOptions,
): Promise<boolean> {
  const contentType = TYPES[extname(path).toLowerCase()]
  if (contentType === undefined)
    throw new UsageError('只能导入 .xlsx、.csv、.json 文件', 'only .xlsx, .csv and .json files can be imported')
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new UsageError(`无法读取文件 ${path}`, `the file ${path} cannot be read`, { cause })
  })
  const result = await importPlan(client, { bytes, contentType }, options)
  const { summary, wrong, confirmed, planId } = result
  output.say({
    zh: `共 ${summary.rows} 行，可导入 ${summary.valid} 行，有误 ${summary.failed} 行`,
    en: `${summary.rows} rows: ${summary.valid} can be imported, ${summary.failed} are wrong`,
  })
  if (summary.ignoredColumns.length > 0) {
    const names = summary.ignoredColumns.join('、')
    output.say({ zh: `未识别的列已忽略：${names}`, en: `columns left out: ${names}` })
  }
  for (const { row, errors } of wrong) {
    for (const { column, zh, en } of errors) {
      output.say({
        zh: `  第 ${row} 行${column === undefined ? '' : `，${column} 列`}：${zh}`,
        en: `  row ${row}${column === undefined ? '' : `, column ${column}`}: ${en}`,
      })
    }
  }
  if (confirmed) output.say({ zh: `已导入计划 ${planId}`, en: `imported into the plan ${planId}` })
  else if (wrong.length > 0)
    output.say({
      zh: '未导入。修改后重新上传，或用 --confirm --skip-failed 跳过有误的行。',
      en: 'Nothing was imported. Mend the file, or leave the wrong rows out with --confirm --skip-failed.',
    })
  else output.say({ zh: '仅预览；加 --confirm 导入。', en: 'A preview only; import with --confirm.' })
  output.give(result)
  return confirmed || wrong.length === 0
}
