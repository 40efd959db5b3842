import { type consultations as c, line, Refusal, text } from '@lianxie/contracts'
import { type Database, importKind, type Tx } from '@lianxie/service-kit'
import { z } from 'zod'
import { type ImportedItem, type Names, plain, readPlanRow } from './domain/plan-import-row.ts'
import { DRAFTERS } from './domain/plan.ts'
import type { Tables } from './store/tables.ts'

/** The cells of one row, with the lengths that the plan allows. */
const Cells = z.object({
  form: line(40),
  topic: line(200),
  formLabel: line(40).optional(),
  summary: text(2000).optional(),
  section: line(40).optional(),
  months: line(60).optional(),
  recurrence: line(40).optional(),
  timeLabel: line(40).optional(),
  leadBody: line(400).optional(),
  coBodies: line(2000).optional(),
  leaderPost: line(40).optional(),
  counterpartUnits: line(2000).optional(),
  counterpartRank: line(40).optional(),
  participants: line(2000).optional(),
  partnerCommittees: line(1000).optional(),
})

/** 计划导入: XLSX, CSV or JSON with one item a row; names of bodies and units are looked up in the directory. */
export const planImport = importKind({
  context: 'consultations',
  name: 'plan-items',
  doc: { zh: '上传年度协商计划表', en: 'Upload a table of plan items' },
  allow: DRAFTERS,
  columns: [
    { name: 'form', zh: '形式', en: 'Form', aliases: ['协商形式', '活动形式'], required: true },
    { name: 'topic', zh: '议题', en: 'Topic', aliases: ['题目', '内容', '事项', 'subject'], required: true },
    { name: 'formLabel', zh: '形式名称', en: 'Form label' },
    { name: 'summary', zh: '说明', en: 'Summary', aliases: ['主要内容'] },
    { name: 'section', zh: '部分', en: 'Section', aliases: ['章节'] },
    { name: 'months', zh: '月份', en: 'Months', aliases: ['时间', 'month'] },
    { name: 'recurrence', zh: '周期', en: 'Recurrence', aliases: ['频次'] },
    { name: 'timeLabel', zh: '时间说明', en: 'Time label' },
    { name: 'leadBody', zh: '承办', en: 'Lead body', aliases: ['承办机构', '承办单位', '牵头单位', '责任单位'] },
    { name: 'coBodies', zh: '协办', en: 'Co-bodies', aliases: ['配合单位', '协办机构'] },
    { name: 'leaderPost', zh: '牵头领导职务', en: 'Leader post', aliases: ['牵头领导', '责任领导'] },
    { name: 'counterpartUnits', zh: '政府参与单位', en: 'Counterpart units', aliases: ['参与部门', '政府部门'] },
    { name: 'counterpartRank', zh: '参与领导层级', en: 'Counterpart rank' },
    { name: 'participants', zh: '参加党派界别', en: 'Participants', aliases: ['参加党派团体', '参加界别'] },
    { name: 'partnerCommittees', zh: '联动委员会', en: 'Partner committees', aliases: ['partners'] },
  ],
  row: Cells,
  limits: { rows: 1000 },
  check: async (db: Database<Tables>, rows) => {
    const names = await readNames(db)
    const seen = new Map<string, number>()
    return rows.flatMap(({ row, value }) => {
      const problems = readPlanRow(value, names).problems.map((problem) => ({ row, ...problem }))
      const key = plain(`${value.form}\n${value.topic}\n${value.months ?? ''}`)
      const before = seen.get(key)
      if (before === undefined) seen.set(key, row)
      else problems.push({ row, column: 'topic', zh: `与第 ${before} 行重复`, en: `the same as row ${before}` })
      return problems
    })
  },
})

/** The items that confirmed rows mean today; refuses `import.outdated` when the directory has changed since the preview. */
export async function readImportedRows(
  tx: Tx<Tables>,
  rows: readonly { row: number; value: ImportedItem }[],
): Promise<c.ItemDetails[]> {
  const names = await readNames(tx)
  const read = rows.map(({ row, value }) => ({ row, ...readPlanRow(value, names) }))
  const outdated = read.filter(({ problems }) => problems.length > 0).map(({ row }) => row)
  if (outdated.length > 0) throw new Refusal('import.outdated', { field: 'importId', rows: outdated.slice(0, 20) })
  return read.flatMap((one) => ('details' in one ? [one.details] : []))
}

/** Bodies and units by name and by id, as tables may give either. */
async function readNames(db: Database<Tables>): Promise<Names> {
  const columns = ['id', 'name', 'short_name'] as const
  const bodies = await db.selectFrom('known_body').select(columns).where('active', '=', true).execute()
  const units = await db.selectFrom('known_unit').select(columns).where('active', '=', true).execute()
  return { bodies: byName(bodies), units: byName(units) }
}

/** Full names win over short ones, which may be those of another. */
function byName(rows: readonly { id: string; name: string; short_name: string | null }[]): Map<string, string> {
  return new Map([
    ...rows.flatMap(({ id, short_name }) => (short_name === null ? [] : [[plain(short_name), id] as const])),
    ...rows.map(({ id, name }) => [plain(name), id] as const),
    ...rows.map(({ id }) => [id, id] as const),
  ])
}
