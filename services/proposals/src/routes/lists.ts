import { proposals as c, Refusal } from '@lianxie/contracts'
import type { Cell, Column, Table } from '@lianxie/office-documents'
import { type PolicyValues, shanghaiDate } from '@lianxie/policy'
import type { Actor, Runtime } from '@lianxie/service-kit'
import { docketPages, type DocketFilters } from '../queries/docket.ts'
import { inboxPages, type InboxFilters } from '../queries/unit-inbox.ts'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { type Names, nameOf } from './names.ts'

/** As many rows as one sheet is made of: what a committee files in decades. */
export const MOST_EXPORTED = 20_000

const PROPOSAL_COLUMNS: Column[] = [
  { header: '届', kind: 'integer', width: 6 },
  { header: '次', kind: 'integer', width: 6 },
  { header: '提案号', kind: 'integer', width: 10 },
  { header: '流水号', kind: 'integer', width: 10 },
  { header: '案由', kind: 'text', width: 60, wrap: true },
  { header: '提案人', kind: 'text', width: 22 },
  { header: '界别', kind: 'text', width: 14 },
  { header: '附议人数', kind: 'integer', width: 10 },
  { header: '提案形式', kind: 'text', width: 12 },
  { header: '提案类型', kind: 'text', width: 12 },
  { header: '类别', kind: 'text', width: 16 },
  { header: '进度', kind: 'text', width: 12 },
  { header: '并案', kind: 'text', width: 8 },
  { header: '提交日期', kind: 'date', width: 12 },
  { header: '立案日期', kind: 'date', width: 12 },
  { header: '主办（独办、分办）单位', kind: 'text', width: 26, wrap: true },
  { header: '会办单位', kind: 'text', width: 30, wrap: true },
  { header: '答复期限', kind: 'date', width: 12 },
  { header: '答复日期', kind: 'date', width: 12 },
  { header: '答复类型', kind: 'text', width: 10 },
]
const INBOX_COLUMNS: Column[] = [
  { header: '承办方式', kind: 'text', width: 10 },
  { header: '签收', kind: 'text', width: 10 },
  { header: '办理进度', kind: 'text', width: 12 },
  { header: '交办日期', kind: 'date', width: 12 },
  { header: '本单位期限', kind: 'date', width: 12 },
]

const KINDS = { INDIVIDUAL: '个人', JOINT: '联名', COLLECTIVE: '集体' } as const
const PERIODS = { SESSION: '大会', INTERSESSION: '平时' } as const
const ROLES: Record<c.AssignmentRole, string> = { SOLE: '独办', LEAD: '主办', CO: '会办', SEPARATE: '分办' }
const STATES: Record<c.AssignmentState, string> = {
  ASSIGNED: '待签收',
  ACCEPTED: '已签收',
  DECLINED: '已退办',
  RELEASED: '已解除',
}
const WORK: Record<c.UnitWork, string> = {
  HANDLING: '办理中',
  EXTENSION_REQUESTED: '申请延期',
  REPLY_DRAFTED: '答复拟稿',
  REWORK: '退回重办',
  REPLIED: '已答复',
}

interface Asking {
  actor: Actor
  names: Names
}

/** 提案清单: the rows of the docket that fit, as a table for a spreadsheet. */
export async function docketTable(runtime: Runtime<Tables>, filters: DocketFilters, asking: Asking): Promise<Table> {
  const { db, committee, clock } = runtime
  const now = clock.now()
  const row = proposalRow((await loadRules(db, committee, now)).values, asking.names)
  const rows = async function* () {
    for await (const page of docketPages(db, filters, { ...asking, committee, now })) yield* page.map(row)
  }
  return tableOf('提案清单', PROPOSAL_COLUMNS, rows(), asking.actor, now)
}

/** 承办提案清单: the cases that are with the actor's units, as a table for a spreadsheet. */
export async function inboxTable(runtime: Runtime<Tables>, filters: InboxFilters, asking: Asking): Promise<Table> {
  const { db, committee, clock } = runtime
  const now = clock.now()
  const row = proposalRow((await loadRules(db, committee, now)).values, asking.names)
  const rows = async function* () {
    for await (const page of inboxPages(db, filters, { ...asking, committee, now })) {
      for (const { proposal, role, state, work, assignedAt, dueAt } of page) {
        const own = [ROLES[role], STATES[state], WORK[work], new Date(assignedAt), lastDay(dueAt)]
        yield [...row(proposal), ...own]
      }
    }
  }
  return tableOf('承办提案清单', [...PROPOSAL_COLUMNS, ...INBOX_COLUMNS], rows(), asking.actor, now)
}

export const tableOf = (
  sheet: string,
  columns: Column[],
  rows: AsyncIterable<readonly Cell[]>,
  actor: Actor,
  now: Date,
): Table => ({
  sheet,
  columns,
  rows,
  limit: { rows: MOST_EXPORTED, exceeded: () => new Refusal('proposal.too_many_rows', { most: MOST_EXPORTED }) },
  footer: `${actor.id} 于${shanghaiDate(now)}导出`,
})

function proposalRow(values: PolicyValues, names: Names): (one: c.ProposalRow) => Cell[] {
  const words = (list: readonly { code: string; zh: string }[]) => new Map(list.map(({ code, zh }) => [code, zh]))
  const [categories, collective] = [words(values['proposal.categories']), words(values['proposal.collectiveKinds'])]
  return (one) => {
    const lead = one.lead.kind === 'MEMBER' ? nameOf(names, one.lead.id) : { name: one.leadName ?? '' }
    const kind = one.collectiveKind === undefined ? '' : (collective.get(one.collectiveKind) ?? one.collectiveKind)
    const units = (isCo: boolean) =>
      one.units.flatMap(({ name, role }) => ((role === 'CO') === isCo ? [name ?? ''] : [])).join('、')
    return [
      one.termNumber,
      one.sessionNumber,
      one.serial,
      one.receiptNumber,
      one.subject,
      lead.name,
      'sector' in lead ? lead.sector : kind,
      one.cosigners,
      KINDS[one.kind],
      one.period && PERIODS[one.period],
      one.category === undefined ? '' : (categories.get(one.category) ?? one.category),
      one.phase && c.PROPOSAL_PHASES[one.phase].zh,
      one.mergedInto === undefined ? (one.originals > 0 ? '主案' : '') : '并入',
      one.submittedAt && new Date(one.submittedAt),
      one.filedAt && new Date(one.filedAt),
      units(false),
      units(true),
      lastDay(one.replyDueAt),
      one.repliedAt && new Date(one.repliedAt),
      one.resultClass,
    ]
  }
}

/** A due instant is the end of the last day. */
const lastDay = (due: string | undefined) => due && new Date(Date.parse(due) - 1)
