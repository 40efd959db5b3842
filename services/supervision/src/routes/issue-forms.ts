import { Refusal, supervision as c } from '@lianxie/contracts'
import { type Block, chineseDay, type OfficialDocument } from '@lianxie/office-documents'
import { shanghaiDate } from '@lianxie/policy'
import type { AnswerContext, Database } from '@lianxie/service-kit'
import { issuesOf, readsWords } from '../queries/issue-rows.ts'
import { report } from '../queries/report-answers.ts'
import type { Tables } from '../store/tables.ts'

const nameOf = async (db: Database<Tables>, committee: string): Promise<string> => {
  const row = await db.selectFrom('known_committee').select('full_name').where('id', '=', committee).executeTakeFirst()
  return row?.full_name ?? ''
}

/** 问题清单: the issues of a list that the reader sees; a unit gets a list of its own alone. */
export async function listForm(
  db: Database<Tables>,
  listId: string,
  { actor, now, runtime }: AnswerContext,
): Promise<OfficialDocument> {
  const words = readsWords(actor)
  const [list, issues, committee] = await Promise.all([
    db
      .selectFrom('issue_list')
      .innerJoin('project', 'project.id', 'issue_list.project_id')
      .select(['issue_list.year', 'issue_list.number', 'issue_list.sent_at', 'project.topic'])
      .where('issue_list.id', '=', listId)
      .executeTakeFirst(),
    issuesOf(db, { listId }, { actor, now })
      .leftJoin('known_unit', 'known_unit.id', 'finding.unit_id')
      .select([
        'finding.position',
        'finding.severity',
        'finding.subject',
        'finding.fact',
        'finding.basis',
        'finding.suggestion',
        'finding.deadline',
        'known_unit.name as unit',
      ])
      .orderBy('finding.position')
      .execute(),
    nameOf(db, runtime.committee),
  ])
  if (!list || issues.length === 0) throw new Refusal('common.not_found', { field: 'listId' })
  const units = [...new Set(issues.flatMap(({ unit }) => (unit === null ? [] : [unit])))]
  return {
    number: `问题清单〔${list.year}〕${list.number}号`,
    title: `${list.topic}\n问题清单`,
    addressees: units,
    body: issues.flatMap((one): Block[] => [
      { kind: 'heading', text: `${one.position ?? ''}. ${one.subject}` },
      {
        kind: 'form',
        rows: [
          [
            { name: '责任单位', value: one.unit ?? '' },
            { name: '严重程度', value: c.SEVERITIES[one.severity].zh },
          ],
          [{ name: '问题', value: words ? (one.fact ?? '') : '', lines: 2 }],
          [{ name: '依据', value: words ? (one.basis ?? '') : '' }],
          [{ name: '建议', value: words ? (one.suggestion ?? '') : '' }],
          [{ name: '整改期限', value: one.deadline === null ? '' : chineseDay(one.deadline.date) }],
        ],
      },
    ]),
    ...(committee !== '' && { signature: { units: [committee], on: shanghaiDate(list.sent_at), sealed: true } }),
  }
}

/** 监督报告: its summary and its numbers, as they were when it was submitted. */
export async function reportForm(
  db: Database<Tables>,
  projectId: string,
  context: AnswerContext,
): Promise<OfficialDocument> {
  const [shown, committee] = await Promise.all([
    report.read(db, { projectId }, context),
    nameOf(db, context.runtime.committee),
  ])
  // Units read the instructions that are for them, and no report.
  if (shown.numbers === undefined) throw new Refusal('common.not_found', { field: 'projectId' })
  return {
    title: shown.title,
    body: [
      { kind: 'text', text: shown.summary ?? '' },
      { kind: 'heading', text: '监督整改情况' },
      { kind: 'form', rows: rowsOf(shown.numbers) },
    ],
    ...(shown.file && { attachments: [shown.file.name] }),
    ...(committee !== '' && {
      signature: { units: [committee], on: shanghaiDate(shown.submittedAt), sealed: true },
    }),
  }
}

function rowsOf(numbers: c.ReportNumbers) {
  const share = numbers.issues === 0 ? '—' : `${((100 * numbers.verified) / numbers.issues).toFixed(1)}%`
  const severities = numbers.bySeverity.map(({ severity, n }) => `${c.SEVERITIES[severity].zh}${n}个`).join('、')
  const repeated = numbers.repeated.map(({ subject, n }) => `${subject}（${n}次）`).join('、')
  const field = (name: string, value: string | number) => ({ name, value: String(value) })
  return [
    [field('走访次数', numbers.visits), field('发现问题', numbers.findings)],
    [field('其中', severities)],
    [field('列入清单', numbers.listed), field('复核撤销', numbers.withdrawn)],
    [field('应整改', numbers.issues), field('已销号', numbers.verified)],
    [field('未销号', numbers.open), field('逾期', numbers.overdue)],
    [field('销号率', share), field('整改天数中位数', numbers.medianDays ?? '—')],
    [field('重复问题', repeated === '' ? '无' : repeated)],
  ]
}
