import { given, type ResultOf, supervision as c } from '@lianxie/contracts'
import { type Actor, answer, type Answer, type Database, readPage } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { versionOf } from './history.ts'
import { found } from './issue-rows.ts'
import { isUnit, READERS, visibleProjects } from './visibility.ts'

/** 批示: the chairs, the general office and the supervision office read all, a unit those that it acts on. */
function visibleInstructions(actor: Actor): RawBuilder<boolean> {
  if (['CHAIR', 'STAFF_OFFICE', 'SUPERVISION_OFFICE'].includes(actor.role)) return sql<boolean>`true`
  if (isUnit(actor.role)) return sql<boolean>`report_instruction.unit_ids && ${[...actor.units]}::uuid[]`
  return sql<boolean>`false`
}

/** A unit sees a report in which an instruction is for it, whoever sees the project sees its report. */
export const visibleReports = (actor: Actor): RawBuilder<boolean> =>
  isUnit(actor.role)
    ? sql<boolean>`exists (select from report_instruction where report_instruction.project_id = project.id
        and ${visibleInstructions(actor)})`
    : visibleProjects(actor)

const rowsOf = (db: Database<Tables>, actor: Actor) =>
  db
    .selectFrom('project_report')
    .innerJoin('project', 'project.id', 'project_report.project_id')
    .select([
      'project_report.project_id',
      'project.topic',
      'project.year',
      'project.state',
      'project_report.title',
      'project_report.submitted_at',
      sql<c.ReportAddressee[] | null>`(select json_agg(sent.addressee order by sent.addressee desc)
        from report_delivery sent where sent.project_id = project.id)`.as('delivered_to'),
      sql<number>`(select count(*)::int from report_instruction
        where report_instruction.project_id = project.id and ${visibleInstructions(actor)})`.as('instructions'),
      sql<number>`(select count(*)::int from report_adoption taken where taken.project_id = project.id)`.as(
        'adoptions',
      ),
    ])
    .where(visibleReports(actor))

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const show = (row: Row) => ({
  projectId: row.project_id,
  topic: row.topic,
  year: row.year,
  state: row.state,
  title: row.title,
  submittedAt: row.submitted_at.toISOString(),
  deliveredTo: row.delivered_to ?? [],
  instructions: row.instructions,
  adoptions: row.adoptions,
})

/** 监督报告列表. */
const reports = answer(c.Reports, {
  allow: READERS,
  read: async (db: Database<Tables>, { year, to, adopted, text, limit, cursor }, { actor }) => {
    const taken = sql<boolean>`exists (select from report_adoption taken where taken.project_id = project.id)`
    let rows = rowsOf(db, actor)
    if (year !== undefined) rows = rows.where('project.year', '=', year)
    if (to !== undefined) {
      rows = rows.where(
        sql<boolean>`exists (select from report_delivery sent where sent.project_id = project.id
          and sent.addressee = ${to})`,
      )
    }
    if (adopted !== undefined) rows = rows.where(sql<boolean>`${taken} = ${adopted === 'true'}::boolean`)
    const page = await readPage(rows, {
      limit,
      cursor,
      words: { column: sql.ref('project.search'), text },
      order: [
        { by: sql.ref('project_report.submitted_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('project_report.project_id'), type: 'uuid', direction: 'desc' },
      ],
    })
    const total = `${page.total}${page.totalIsCapped ? '+' : ''}`
    return {
      ...page,
      items: page.items.map(show),
      sentence:
        page.total === 0
          ? { zh: '没有符合条件的监督报告。', en: 'No reports match.' }
          : { zh: `共有${total}份监督报告。`, en: `${total} ${page.total === 1 ? 'report' : 'reports'}.` },
    }
  },
})

/** 监督报告: its text is not for units, and instructions are for few. */
export const report = answer(c.ReportById, {
  allow: READERS,
  read: async (db: Database<Tables>, { projectId }, { actor }): Promise<ResultOf<typeof c.ReportById>> => {
    const row = found(
      await rowsOf(db, actor)
        .select(['project_report.file', 'project_report.numbers', 'project_report.summary'])
        .where('project_report.project_id', '=', projectId)
        .executeTakeFirst(),
      'projectId',
    )
    const [version, deliveries, instructions, adoptions] = await Promise.all([
      versionOf(db, `project/${projectId}`),
      db.selectFrom('report_delivery').selectAll().where('project_id', '=', projectId).orderBy('sent_on').execute(),
      db
        .selectFrom('report_instruction')
        .selectAll()
        .where('project_id', '=', projectId)
        .where(visibleInstructions(actor))
        .orderBy('given_on')
        .orderBy('id')
        .execute(),
      db.selectFrom('report_adoption').selectAll().where('project_id', '=', projectId).orderBy('adopted_on').execute(),
    ])
    const readsAll = !isUnit(actor.role)
    return {
      ...show(row),
      version,
      ...(readsAll && actor.role !== 'AUDITOR' && given('summary', row.summary)),
      ...(readsAll && { file: row.file, numbers: row.numbers }),
      deliveries: readsAll
        ? deliveries.map((one) => ({
            to: one.addressee,
            sentOn: one.sent_on,
            documentNumber: one.document_number,
          }))
        : [],
      instructionList: instructions.map((one) => ({
        instructionId: one.id,
        givenOn: one.given_on,
        ...given('leaderPost', one.leader_post),
        ...given('text', one.text),
        unitIds: readsAll ? one.unit_ids : one.unit_ids.filter((id) => actor.units.includes(id)),
      })),
      adoptionList: adoptions.map((one) => ({
        documentNumber: one.document_number,
        title: one.title,
        adoptedOn: one.adopted_on,
      })),
    }
  },
})

export const reportAnswers: Answer<any, any>[] = [reports, report]
