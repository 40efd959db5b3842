import { line, supervision as c } from '@lianxie/contracts'
import {
  choiceCell,
  type Column,
  dateCell,
  errorOf,
  type FactVocabulary,
  integerCell,
  issuesOf,
  readTable,
  stage,
  type StagedFact,
  TABLE_LIMITS,
  wrongLine,
} from '@lianxie/service-kit'
import { z } from 'zod'

const MEETINGS: readonly unknown[] = c.SUPERVISING_MEETINGS

/** 监督的历史事实; of consultations only key inspections and appraisals. */
export const HISTORY_VOCABULARY: FactVocabulary<c.HistoryFact> = {
  schema: c.HistoryFact,
  names: c.HISTORY_FACTS,
  concerns: ({ fact, kind }) => fact !== 'consultation-held' || MEETINGS.includes(kind),
}

/** 历年监督台账: one finding a row, with its supervision; a supervision without findings has a row of its own. */
export const HISTORY_COLUMNS: readonly Column[] = [
  { name: 'year', zh: '年份', en: 'Year', aliases: ['年度'], required: true },
  { name: 'topic', zh: '监督主题', en: 'Topic', aliases: ['监督项目', '监督活动', '主题'], required: true },
  { name: 'form', zh: '监督形式', en: 'Form', aliases: ['形式'] },
  { name: 'team', zh: '小组编号', en: 'Group', aliases: ['监督小组'] },
  { name: 'startedOn', zh: '开展日期', en: 'Started on', aliases: ['监督日期'] },
  { name: 'reportedOn', zh: '报告日期', en: 'Reported on' },
  { name: 'number', zh: '问题编号', en: 'Number', aliases: ['序号'] },
  { name: 'subject', zh: '问题类别', en: 'Subject', aliases: ['问题', '存在问题'] },
  { name: 'severity', zh: '严重程度', en: 'Severity' },
  { name: 'unit', zh: '责任单位', en: 'Unit', aliases: ['整改单位'] },
  { name: 'raisedOn', zh: '发现日期', en: 'Found on' },
  { name: 'dueOn', zh: '整改期限', en: 'Due on' },
  { name: 'list', zh: '清单号', en: 'List', aliases: ['问题清单'] },
  { name: 'rectifiedOn', zh: '整改日期', en: 'Put right on', aliases: ['整改完成日期'] },
  { name: 'verifiedOn', zh: '核查日期', en: 'Verified on', aliases: ['销号日期'] },
  { name: 'passed', zh: '核查结果', en: 'Result', aliases: ['是否销号'] },
]

/** The cells of one row; empty ones are absent. */
const Row = z.object({
  year: integerCell(1992, 2199),
  topic: line(80),
  form: choiceCell({
    TOPICAL: ['专项监督', '专项民主监督', '监督活动'],
    INSPECTION: ['视察', '重点视察', '视察监督'],
    APPRAISAL: ['民主评议', '评议'],
  }).optional(),
  team: integerCell(1, 999).optional(),
  startedOn: dateCell().optional(),
  reportedOn: dateCell().optional(),
  number: integerCell(1, 99_999).optional(),
  subject: line(200).optional(),
  severity: choiceCell({ 一般: ['一般'], 较重: ['较重', '较大'], 严重: ['严重', '重大'] }).optional(),
  unit: line(100).optional(),
  raisedOn: dateCell().optional(),
  dueOn: dateCell().optional(),
  list: integerCell(1, 9999).optional(),
  rectifiedOn: dateCell().optional(),
  verifiedOn: dateCell().optional(),
  passed: choiceCell({ YES: ['通过', '是', '已销号', '销号'], NO: ['不通过', '否', '未通过', '重新整改'] }).optional(),
})
type Row = z.output<typeof Row>

/**
 * 历年监督台账的导入: the rows of one year and topic are one supervision. What a row leaves out did not happen as far as is
 * known; where only its day is left out, the fact says that it has none. Refuses what `readTable` refuses.
 */
export async function readHistoryTable(
  bytes: Uint8Array,
  format: 'xlsx' | 'csv',
  region: string,
): Promise<{ facts: StagedFact[]; rows: number; ignored: string[] }> {
  const table = await readTable(bytes, format, HISTORY_COLUMNS, { ...TABLE_LIMITS, rows: 20_000 })
  const begun = new Map<string, number>()
  const facts = table.rows.flatMap(({ row, cells, errors }) => {
    const parsed = Row.safeParse(cells, { reportInput: true })
    const wrong = [
      ...errors.map(({ column, zh, en }) => ({ code: 'history.invalid', field: column, zh, en })),
      ...(parsed.success ? [] : issuesOf(parsed.error.issues)),
    ]
    if (!parsed.success || wrong.length > 0) return [wrongLine(row, wrong)]
    const value = parsed.data
    const missing = (['severity', 'unit'] as const).find((name) => value.subject !== undefined && !value[name])
    if (missing) return [wrongLine(row, [errorOf('history.invalid', missing)])]
    return factsOf(value, region, begun).map((fact) => {
      const read = c.HistoryFact.safeParse(fact, { reportInput: true })
      return read.success
        ? stage(HISTORY_VOCABULARY, row, read.data)
        : wrongLine(row, issuesOf(read.error.issues), { name: fact.fact, ref: fact.id })
    })
  })
  return { rows: table.rows.length, ignored: table.ignored, facts }
}

interface LooseFact {
  at: string
  fact: c.HistoryFactName
  id: string
  [field: string]: unknown
}

/** The facts of one row; `begun` counts the findings of each supervision that rows before have begun. */
function factsOf(row: Row, region: string, begun: Map<string, number>): LooseFact[] {
  const project = `${row.year}#${row.topic}`
  const facts: LooseFact[] = []
  const first = row.startedOn ?? `${row.year}-01-01`
  let day = first
  /** A step on its day, or on that of the step before it where the row gives none. */
  const step = (fact: c.HistoryFactName, id: string, on: string | undefined, rest: object = {}) => {
    day = on ?? day
    facts.push({ at: `${day}T09:00:00+08:00`, fact, region, id, dated: on !== undefined, ...rest })
  }
  if (!begun.has(project)) {
    begun.set(project, 0)
    const kind = row.form === 'APPRAISAL' ? 'appraisal' : row.form === 'INSPECTION' ? 'key-inspection' : undefined
    if (kind) step('consultation-held', project, row.startedOn, { kind, subject: row.topic })
    else step('supervision-started', project, row.startedOn, { subject: row.topic, team: row.team ?? null })
    if (row.reportedOn !== undefined) {
      step('supervision-reported', project, row.reportedOn)
      day = first
    }
  }
  if (row.subject === undefined) return facts
  const at = begun.get(project)! + 1
  begun.set(project, at)
  const id = `${project}:${row.number === undefined ? `第${at}项` : row.number}`
  const { subject, severity, unit, dueOn: due = null, list = null } = row
  step('finding-raised', id, row.raisedOn, { subject, severity, unit, due, list, activity: project })
  const isRectified = row.rectifiedOn !== undefined || row.verifiedOn !== undefined || row.passed !== undefined
  if (isRectified) step('finding-rectified', id, row.rectifiedOn)
  if (row.verifiedOn !== undefined || row.passed !== undefined)
    step('finding-verified', id, row.verifiedOn, { passed: row.passed !== 'NO' })
  return facts
}
