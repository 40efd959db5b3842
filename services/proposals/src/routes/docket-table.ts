import { proposals as c, Refusal } from '@lianxie/contracts'
import { type Cell, type Column, type Table } from '@lianxie/office-documents'
import { shanghaiDate } from '@lianxie/policy'
import type { Actor, Runtime } from '@lianxie/service-kit'
import { docketPages, type DocketFilters } from '../queries/docket.ts'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { type Names, nameOf } from './names.ts'

/** As many rows as one sheet is made of: what a committee files in decades. */
export const MOST_EXPORTED = 20_000

const COLUMNS: Column[] = [
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
]

const KINDS = { INDIVIDUAL: '个人', JOINT: '联名', COLLECTIVE: '集体' } as const
const PERIODS = { SESSION: '大会', INTERSESSION: '平时' } as const

/** 提案清单: the rows of the docket that fit, as a table for a spreadsheet. */
export async function docketTable(
  runtime: Runtime<Tables>,
  filters: DocketFilters,
  { actor, names }: { actor: Actor; names: Names },
): Promise<Table> {
  const { db, committee, clock } = runtime
  const now = clock.now()
  const { values } = await loadRules(db, committee, now)
  const words = (list: readonly { code: string; zh: string }[]) => new Map(list.map(({ code, zh }) => [code, zh]))
  const [categories, collective] = [words(values['proposal.categories']), words(values['proposal.collectiveKinds'])]
  const row = (one: c.ProposalRow): Cell[] => {
    const lead = one.lead.kind === 'MEMBER' ? nameOf(names, one.lead.id) : { name: one.leadName ?? '' }
    const kind = one.collectiveKind === undefined ? '' : (collective.get(one.collectiveKind) ?? one.collectiveKind)
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
    ]
  }
  const rows = async function* () {
    for await (const page of docketPages(db, filters, { actor, committee, now })) yield* page.map(row)
  }
  return {
    sheet: '提案清单',
    columns: COLUMNS,
    rows: rows(),
    limit: {
      rows: MOST_EXPORTED,
      exceeded: () => new Refusal('proposal.too_many_rows', { most: MOST_EXPORTED }),
    },
    footer: `${actor.id} 于${shanghaiDate(now)}导出`,
  }
}
