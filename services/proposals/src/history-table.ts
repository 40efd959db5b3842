import { line, proposals as c } from '@lianxie/contracts'
import {
  choiceCell,
  type Column,
  dateCell,
  errorOf,
  type FactVocabulary,
  integerCell,
  issuesOf,
  listCell,
  readTable,
  stage,
  type StagedFact,
  TABLE_LIMITS,
  wrongLine,
} from '@lianxie/service-kit'
import { z } from 'zod'

/** 提案的历史事实. Members are looked up by their proposals, and make nothing by themselves. */
export const HISTORY_VOCABULARY: FactVocabulary<c.HistoryFact> = {
  schema: c.HistoryFact,
  names: c.HISTORY_FACTS,
  lookedUp: ['member-joined'],
}

/** 历年提案表: one filed proposal a row, as offices keep them. */
export const HISTORY_COLUMNS: readonly Column[] = [
  { name: 'number', zh: '提案号', en: 'Number', aliases: ['编号', '案号'], required: true },
  { name: 'subject', zh: '案由', en: 'Subject', aliases: ['标题', '题目', '提案标题', '提案名称'], required: true },
  { name: 'proposers', zh: '提案人', en: 'Proposers', aliases: ['提案者', '提出者', '第一提案人'], required: true },
  { name: 'kind', zh: '提案形式', en: 'Kind', aliases: ['提案者类别', '形式'] },
  { name: 'collectiveKind', zh: '集体类别', en: 'Collective kind', aliases: ['集体提案类别'] },
  { name: 'category', zh: '类别', en: 'Category', aliases: ['提案类别', '分类'] },
  { name: 'year', zh: '年份', en: 'Year', aliases: ['年度'] },
  { name: 'termNumber', zh: '届', en: 'Term' },
  { name: 'sessionNumber', zh: '次', en: 'Session', aliases: ['次会议'] },
  { name: 'period', zh: '提案类型', en: 'Period', aliases: ['大会或平时'] },
  { name: 'submittedOn', zh: '提出日期', en: 'Submitted on', aliases: ['提交日期', '收到日期'] },
  { name: 'filedOn', zh: '立案日期', en: 'Filed on' },
  { name: 'mergedInto', zh: '并入提案号', en: 'Merged into', aliases: ['并案', '并入'] },
  { name: 'keyLeader', zh: '重点提案督办领导', en: 'Key leader', aliases: ['重点', '重点提案', '督办领导'] },
  { name: 'leadUnit', zh: '承办单位', en: 'Lead unit', aliases: ['主办单位'] },
  { name: 'coUnits', zh: '会办单位', en: 'Co-units', aliases: ['协办单位'] },
  { name: 'assignedOn', zh: '交办日期', en: 'Assigned on' },
  { name: 'dueOn', zh: '办理期限', en: 'Due on', aliases: ['答复期限'] },
  { name: 'meeting', zh: '面商方式', en: 'Meeting', aliases: ['面商', '沟通方式'] },
  { name: 'repliedOn', zh: '答复日期', en: 'Replied on', aliases: ['办复日期'] },
  { name: 'result', zh: '答复类型', en: 'Class', aliases: ['结果类别', '办理结果'] },
  { name: 'rating', zh: '满意度', en: 'Rating', aliases: ['委员满意度', '满意情况'] },
  { name: 'ratedOn', zh: '评价日期', en: 'Rated on', aliases: ['反馈日期'] },
]

const numberCell = z.preprocess(
  (cell) => (typeof cell === 'string' ? cell.normalize('NFKC').replace(/^第?(\d+)号?$/u, '$1') : cell),
  integerCell(1, 99_999),
)

/** The cells of one row; empty ones are absent. */
const Row = z.object({
  number: numberCell,
  subject: line(200),
  proposers: listCell(line(100), 200).pipe(z.array(line(100)).min(1)),
  kind: choiceCell({
    INDIVIDUAL: ['个人', '个人提案'],
    JOINT: ['联名', '联名提案'],
    COLLECTIVE: ['集体', '集体提案'],
  }).optional(),
  collectiveKind: choiceCell({
    PARTY: ['党派', '民主党派'],
    ORGANIZATION: ['人民团体', '团体'],
    SPECIAL_COMMITTEE: ['专委会', '专门委员会'],
    TOWNSHIP_GROUP: ['镇街委员工作组', '联络组', '镇街'],
    SECTOR: ['界别'],
    MEMBER_GROUP: ['委员小组', '小组'],
  }).optional(),
  category: line(40).optional(),
  year: integerCell(1992, 2199).optional(),
  termNumber: integerCell(1, 99).optional(),
  sessionNumber: integerCell(1, 20).optional(),
  period: choiceCell({ SESSION: ['大会', '大会提案', '全会'], INTERSESSION: ['平时', '平时提案', '闭会'] }).optional(),
  submittedOn: dateCell().optional(),
  filedOn: dateCell().optional(),
  mergedInto: numberCell.optional(),
  keyLeader: line(40).optional(),
  leadUnit: line(100).optional(),
  coUnits: listCell(line(100), 30).optional(),
  assignedOn: dateCell().optional(),
  dueOn: dateCell().optional(),
  meeting: line(40).optional(),
  repliedOn: dateCell().optional(),
  result: choiceCell({
    A: ['A', 'A类', '已解决', '解决或基本解决'],
    B: ['B', 'B类', '正在解决', '列入计划'],
    C: ['C', 'C类', '暂不能解决', '留作参考'],
    D: ['D', 'D类', '供参考'],
  }).optional(),
  rating: choiceCell({
    满意: ['满意'],
    基本满意: ['基本满意', '比较满意'],
    理解: ['理解'],
    不满意: ['不满意'],
  }).optional(),
  ratedOn: dateCell().optional(),
})
type Row = z.output<typeof Row>

export interface ReadHistoryTable {
  facts: StagedFact[]
  rows: number
  ignored: string[]
}

/**
 * 历年提案表的导入: every row becomes the facts of one proposal. What a row leaves out did not happen as far as is known;
 * where only its day is left out, the fact says that it has none. Refuses what `readTable` refuses.
 */
export async function readHistoryTable(
  bytes: Uint8Array,
  format: 'xlsx' | 'csv',
  { region, session }: { region: string; session: { termNumber?: number; sessionNumber?: number } },
): Promise<ReadHistoryTable> {
  const table = await readTable(bytes, format, HISTORY_COLUMNS, { ...TABLE_LIMITS, rows: 20_000 })
  const read = table.rows.map(({ row, cells, errors }) => {
    const parsed = Row.safeParse(cells, { reportInput: true })
    const wrong = [
      ...errors.map(({ column, zh, en }) => ({ code: 'history.invalid', field: column, zh, en })),
      ...(parsed.success ? [] : issuesOf(parsed.error.issues)),
    ]
    return { row, wrong, value: parsed.success ? { ...session, ...parsed.data } : undefined }
  })
  const filedAt = new Map(read.flatMap(({ value }) => (value ? [[refOf(value), filedOn(value)] as const] : [])))
  return {
    rows: read.length,
    ignored: table.ignored,
    facts: read.flatMap(({ row, value, wrong }) => {
      if (!value || wrong.length > 0) return [wrongLine(row, wrong)]
      const day = startOf(value)
      if (day === undefined) return [wrongLine(row, [errorOf('history.invalid', 'year')], { ref: refOf(value) })]
      return factsOf(value, day, region, filedAt).map((fact) => {
        const parsed = c.HistoryFact.safeParse(fact, { reportInput: true })
        return parsed.success
          ? stage(HISTORY_VOCABULARY, row, parsed.data)
          : wrongLine(row, issuesOf(parsed.error.issues), { name: fact.fact, ref: fact.id })
      })
    }),
  }
}

/** What a row calls its proposal: its number within its session, or within its year. */
const refOf = ({ termNumber, sessionNumber, number, ...row }: Row, of = number): string =>
  termNumber !== undefined && sessionNumber !== undefined
    ? `${termNumber}-${sessionNumber}#${of}`
    : `${row.year ?? startOf({ number, ...row })?.slice(0, 4)}#${of}`

/** The first day that a row gives, or that of its year. */
const startOf = ({ submittedOn, filedOn, year }: Partial<Row>): string | undefined =>
  submittedOn ?? filedOn ?? (year === undefined ? undefined : `${year}-01-01`)

const filedOn = (row: Row): string | undefined => row.filedOn ?? startOf(row)

interface LooseFact {
  at: string
  fact: c.HistoryFactName
  id: string
  [field: string]: unknown
}

function factsOf(
  row: Row,
  start: string,
  region: string,
  filedAt: ReadonlyMap<string, string | undefined>,
): LooseFact[] {
  const facts: LooseFact[] = []
  const id = refOf(row)
  let day = start
  /** A step on its day, or on that of the step before it where the row gives none. */
  const step = (fact: c.HistoryFactName, on: string | undefined, rest: object) => {
    day = on ?? day
    facts.push({ at: `${day}T09:00:00+08:00`, fact, region, id, dated: on !== undefined, ...rest })
  }
  const isCollective = row.kind === undefined ? row.collectiveKind !== undefined : row.kind === 'COLLECTIVE'
  step('proposal-submitted', row.submittedOn, {
    title: row.subject,
    area: row.category ?? null,
    collective: isCollective,
    ...(isCollective && row.collectiveKind !== undefined && { collectiveKind: row.collectiveKind }),
    proposers: row.proposers,
    atPlenary: row.period !== 'INTERSESSION',
    ...(row.termNumber !== undefined && { termNumber: row.termNumber }),
    ...(row.sessionNumber !== undefined && { sessionNumber: row.sessionNumber }),
  })
  step('proposal-reviewed', row.filedOn, { outcome: 'filed', number: row.number })
  if (row.mergedInto !== undefined) {
    const into = refOf(row, row.mergedInto)
    // The case that it goes into has to be filed by then.
    const at = [day, filedAt.get(into) ?? day].sort()[1]!
    facts.push({ at: `${at}T09:00:00+08:00`, fact: 'proposal-merged', region, id, into })
  }
  if (row.keyLeader !== undefined && !/^(否|无|—|-)$/.test(row.keyLeader)) {
    const supervisor = /^(是|√|重点)$/.test(row.keyLeader) ? null : row.keyLeader
    facts.push({ at: `${day}T09:00:00+08:00`, fact: 'proposal-selected-key', region, id, supervisor })
  }
  if (row.leadUnit === undefined) return facts
  const { coUnits = [], dueOn: due = null } = row
  step('proposal-assigned', row.assignedOn, { lead: row.leadUnit, assist: coUnits, due })
  if (row.meeting !== undefined && row.meeting !== '否') step('proposal-consulted', undefined, { form: row.meeting })
  if (row.repliedOn === undefined && row.result === undefined && row.rating === undefined) return facts
  step('proposal-replied', row.repliedOn, { class: row.result ?? null, round: 1 })
  if (row.rating !== undefined) step('proposal-appraised', row.ratedOn, { satisfaction: row.rating, round: 1 })
  return facts
}
