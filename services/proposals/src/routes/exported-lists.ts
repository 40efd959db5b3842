import { type proposals as c, type ResultOf } from '@lianxie/contracts'
import type { Cell, Column, Table } from '@lianxie/office-documents'
import { PROPOSAL_CATEGORIES } from '@lianxie/policy'
import type { Actor, Answer, Runtime } from '@lianxie/service-kit'
import type { z } from 'zod'
import { appraisals } from '../queries/appraisals.ts'
import { lookBackCases } from '../queries/look-backs.ts'
import { myProposals } from '../queries/my-proposals.ts'
import { promises } from '../queries/promises.ts'
import { publishedProposals } from '../queries/published.ts'
import type { Tables } from '../store/tables.ts'
import { tableOf } from './lists.ts'

/** A list that is exported just as its query gives it: who reads the one has the other. */
export interface ExportedList {
  name: string
  title: string
  answer: Answer<any, any>
  filters: z.ZodObject
  table(runtime: Runtime<Tables>, filters: object, actor: Actor): Table
}

type Columns<Row> = readonly (Column & { of(row: Row): Cell })[]

const CATEGORIES = new Map<string, string>(PROPOSAL_CATEGORIES.map(({ code, zh }) => [code, zh]))
const PROMISES: Record<c.PromiseState, string> = { OPEN: '落实中', DONE: '待核实', KEPT: '已兑现', RELEASED: '已解除' }
const FINDINGS: Record<c.LookBackFinding, string> = {
  FULFILLED: '已落实',
  IN_PROGRESS: '推进中',
  NOT_FULFILLED: '未落实',
}
const RESULTS: Record<c.AppraisalResult, string> = {
  EXCELLENT: '优秀',
  GOOD: '良好',
  ACCEPTABLE: '合格',
  NOT_ACCEPTABLE: '不合格',
}
const COSIGNATURES: Record<c.CosignatureState, string> = {
  INVITED: '待附议',
  SIGNED: '已附议',
  DECLINED: '已谢绝',
  EXPIRED: '已过期',
  REMOVED: '已移出',
}

const text = (header: string, width: number) => ({ header, kind: 'text', width, wrap: width > 30 }) as const
const number = (header: string) => ({ header, kind: 'integer', width: 10 }) as const
const date = (header: string) => ({ header, kind: 'date', width: 12 }) as const
const on = (day: string | undefined) => (day === undefined ? undefined : new Date(day))

/** 承诺台账、我的提案、公开提案、回头看、办理评议. */
export const exportedLists: readonly ExportedList[] = [
  list<ResultOf<typeof c.Promises>['items'][number]>('promises', '承诺台账', promises, [
    { ...number('提案号'), of: (row) => row.serial },
    { ...text('案由', 60), of: (row) => row.subject },
    { ...text('承办单位', 26), of: (row) => row.unitName },
    { ...text('承诺事项', 60), of: (row) => row.text },
    { ...date('完成期限'), of: (row) => on(row.dueOn) },
    { ...text('状态', 12), of: (row) => PROMISES[row.state] },
    { ...text('最近进展', 60), of: (row) => row.lastReport },
    { ...date('核实日期'), of: (row) => on(row.settledAt) },
  ]),
  list<ResultOf<typeof c.MyProposals>['items'][number]>('mine', '我的提案', myProposals, [
    { ...number('提案号'), of: (row) => row.serial },
    { ...number('流水号'), of: (row) => row.receiptNumber },
    { ...text('案由', 60), of: (row) => row.subject },
    { ...text('附议', 12), of: (row) => row.cosignature && COSIGNATURES[row.cosignature] },
    { ...date('提交日期'), of: (row) => on(row.submittedAt) },
    { ...date('立案日期'), of: (row) => on(row.filedAt) },
    { ...text('承办单位', 40), of: (row) => row.units.map(({ name }) => name ?? '').join('、') },
    { ...date('答复日期'), of: (row) => on(row.repliedAt) },
    { ...text('答复类型', 10), of: (row) => row.resultClass },
  ]),
  list<ResultOf<typeof c.PublishedProposals>['items'][number]>('published', '公开提案', publishedProposals, [
    { ...number('届'), of: (row) => row.termNumber },
    { ...number('次'), of: (row) => row.sessionNumber },
    { ...number('提案号'), of: (row) => row.serial },
    { ...text('案由', 60), of: (row) => row.subject },
    { ...text('类别', 16), of: (row) => row.category && (CATEGORIES.get(row.category) ?? row.category) },
    { ...text('答复类型', 10), of: (row) => row.resultClass },
    { ...date('公开日期'), of: (row) => on(row.publishedAt) },
  ]),
  list<ResultOf<typeof c.LookBackCases>['items'][number]>('look-back', '回头看', lookBackCases, [
    { ...number('提案号'), of: (row) => row.serial },
    { ...text('案由', 60), of: (row) => row.subject },
    { ...number('未兑现承诺'), of: (row) => row.openPromises },
    { ...text('结论', 12), of: (row) => row.finding && FINDINGS[row.finding] },
    { ...date('核查日期'), of: (row) => on(row.heldOn) },
  ]),
  list<ResultOf<typeof c.Appraisals>['items'][number]>('appraisals', '办理评议', appraisals, [
    { ...number('年度'), of: (row) => row.year },
    { ...text('承办单位', 26), of: (row) => row.unitName },
    { header: '总分', kind: 'number', width: 10, of: (row) => row.total },
    { ...text('等次', 10), of: (row) => row.result && RESULTS[row.result] },
  ]),
]

function list<Row>(name: string, title: string, answer: Answer<any, any>, columns: Columns<Row>): ExportedList {
  const { limit: _, cursor: _cursor, ...shape } = answer.query.params.shape as z.ZodRawShape
  const filters = answer.query.params.pick(Object.fromEntries(Object.keys(shape).map((key) => [key, true])))
  return {
    name,
    title,
    answer,
    filters,
    table: (runtime, asked, actor) => {
      const now = runtime.clock.now()
      const headers = columns.map(({ of: _, ...column }) => column)
      return tableOf(title, headers, rows(runtime, asked, actor, now), actor, now)
    },
  }

  async function* rows(runtime: Runtime<Tables>, asked: object, actor: Actor, now: Date): AsyncGenerator<Cell[]> {
    let cursor: string | undefined
    do {
      const page = await answer.read(runtime.db, { ...asked, limit: 200, cursor }, { actor, now, runtime })
      for (const row of page.items as Row[]) yield columns.map((column) => column.of(row))
      cursor = page.next as string | undefined
    } while (cursor !== undefined)
  }
}
