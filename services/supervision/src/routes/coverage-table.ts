import { type directory, Refusal } from '@lianxie/contracts'
import type { Column, Table } from '@lianxie/office-documents'
import { shanghaiDate } from '@lianxie/policy'
import type { Actor, Runtime } from '@lianxie/service-kit'
import type { z } from 'zod'
import { type CoverageFilters, coveragePage } from '../queries/coverage.ts'
import type { Tables } from '../store/tables.ts'

/** As many rows as one sheet is made of: more than a district has units. */
const MOST_EXPORTED = 5_000
const PAGE = 200

const COLUMNS: Column[] = [
  { header: '单位', kind: 'text', width: 34, wrap: true },
  { header: '单位类别', kind: 'text', width: 16 },
  { header: '归口系统', kind: 'text', width: 12 },
  { header: '是否派驻', kind: 'text', width: 10 },
  { header: '派驻小组', kind: 'text', width: 40, wrap: true },
  { header: '派驻日期', kind: 'date', width: 12 },
  { header: '至', kind: 'date', width: 12 },
  { header: '备注', kind: 'text', width: 14 },
]

const SIDES: Record<z.infer<typeof directory.UnitSide>, string> = {
  PARTY: '党委系统',
  GOVERNMENT: '政府系统',
  OTHER: '其他',
}
const KINDS: Record<z.infer<typeof directory.UnitKind>, string> = {
  HANDLING_UNIT: '承办单位',
  SUPERVISION_OFFICE: '交办督查机构',
  TOWNSHIP: '镇（街道）',
  COURT_OR_PROCURATORATE: '法院检察院',
  OTHER: '其他单位',
}

/** 派驻覆盖情况: the units that fit, one a row, as a table for a spreadsheet. */
export function coverageTable({ db, clock }: Runtime<Tables>, filters: CoverageFilters, actor: Actor): Table {
  const on = filters.on ?? shanghaiDate(clock.now())
  const rows = async function* () {
    let cursor: string | undefined
    do {
      const page = await coveragePage(db, { on, filters, limit: PAGE, cursor })
      for (const { name, unitKind, side, groups } of page.items) {
        yield [
          name,
          KINDS[unitKind],
          SIDES[side],
          groups.length > 0 ? '是' : '否',
          groups.map((group) => group.name).join('、'),
          groups[0]?.fromOn,
          groups[0]?.untilOn,
          groups.some(({ isSynthetic }) => isSynthetic) ? '示例数据' : '',
        ]
      }
      cursor = page.next
    } while (cursor !== undefined)
  }
  return {
    sheet: '派驻覆盖情况',
    columns: COLUMNS,
    rows: rows(),
    limit: { rows: MOST_EXPORTED, exceeded: () => new Refusal('coverage.too_many_rows', { most: MOST_EXPORTED }) },
    footer: `${on}在任情况，${actor.id} 于${shanghaiDate(clock.now())}导出`,
  }
}
