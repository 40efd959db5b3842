import { Refusal, supervision as c } from '@lianxie/contracts'
import type { Column, Table } from '@lianxie/office-documents'
import { shanghaiDate } from '@lianxie/policy'
import type { Actor, Runtime } from '@lianxie/service-kit'
import { issuePages } from '../queries/issue-board.ts'
import type { IssueFilters } from '../queries/issue-rows.ts'
import type { Tables } from '../store/tables.ts'

/** As many rows as one sheet is made of. */
const MOST_EXPORTED = 20_000

const COLUMNS: Column[] = [
  { header: '清单编号', kind: 'text', width: 14 },
  { header: '序号', kind: 'integer', width: 6 },
  { header: '监督项目', kind: 'text', width: 40, wrap: true },
  { header: '责任单位', kind: 'text', width: 26, wrap: true },
  { header: '问题类别', kind: 'text', width: 16 },
  { header: '问题', kind: 'text', width: 60, wrap: true },
  { header: '严重程度', kind: 'text', width: 10 },
  { header: '状态', kind: 'text', width: 12 },
  { header: '下发日期', kind: 'date', width: 12 },
  { header: '整改期限', kind: 'date', width: 12 },
  { header: '亮灯', kind: 'text', width: 8 },
  { header: '逾期', kind: 'text', width: 8 },
  { header: '整改轮次', kind: 'integer', width: 10 },
  { header: '整改日期', kind: 'date', width: 12 },
  { header: '销号日期', kind: 'date', width: 12 },
  { header: '回头看日期', kind: 'date', width: 12 },
  { header: '回头看结果', kind: 'text', width: 12 },
]
const LIGHTS = { green: '绿', yellow: '黄', orange: '橙', red: '红' } as const
const LOOK_BACKS: Record<c.LookBackOutcome, string> = { HOLDS: '未反弹', RELAPSED: '反弹' }

/** 问题清单台账: the issues that fit and that the actor sees, as a table for a spreadsheet. */
export function issueTable(
  { db, committee, clock }: Runtime<Tables>,
  filters: IssueFilters,
  { actor }: { actor: Actor },
): Table {
  const now = clock.now()
  const rows = async function* () {
    for await (const page of issuePages(db, filters, { actor, committee, now })) yield* page.map(rowOf)
  }
  return {
    sheet: '问题清单台账',
    columns: COLUMNS,
    rows: rows(),
    limit: { rows: MOST_EXPORTED, exceeded: () => new Refusal('issue.too_many_rows', { most: MOST_EXPORTED }) },
    footer: `${actor.id} 于${shanghaiDate(now)}导出`,
  }
}

const rowOf = (one: c.IssueRow) => [
  `${one.listYear}-${one.listNumber}`,
  one.position,
  one.topic,
  one.unit ?? '',
  one.subject,
  one.fact ?? '',
  c.SEVERITIES[one.severity].zh,
  c.FINDING_STATES[one.state].zh,
  one.listedAt && new Date(one.listedAt),
  // A due instant is the end of the last day.
  one.dueAt && new Date(Date.parse(one.dueAt) - 1),
  one.light === undefined ? '' : LIGHTS[one.light],
  one.overdue ? '是' : '',
  one.round,
  one.rectifiedAt && new Date(one.rectifiedAt),
  one.verifiedAt && new Date(one.verifiedAt),
  one.lookBackDue,
  one.lookBack === undefined ? '' : LOOK_BACKS[one.lookBack],
]
