import { given, Refusal, type ResultOf, supervision as c } from '@lianxie/contracts'
import { answer, type Answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { isCurrent, levelCounts } from '../store/level.ts'
import type { Tables } from '../store/tables.ts'
import { lastWords } from './history.ts'

/** 机关、主席: who works with upper and lower committees, and the auditor. */
const LEVEL_READERS = ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'CHAIR', 'AUDITOR'] as const

type Level = ResultOf<typeof c.LevelTemplateById>['levels'][number]

const rowsOf = (db: Database<Tables>) =>
  db
    .selectFrom('known_template')
    .leftJoin('known_committee', 'known_committee.id', 'known_template.side')
    .leftJoin('project', (join) =>
      join.onRef('project.template_id', '=', 'known_template.id').on('project.state', '<>', 'CANCELLED'),
    )
    .select([
      'known_template.id',
      'known_template.compact_id',
      'known_template.compact_name',
      'known_template.side',
      'known_committee.name as side_name',
      'known_template.topic',
      'known_template.form',
      'known_template.year',
      'known_template.starts_on',
      'known_template.ends_on',
      'known_template.indicators',
      'known_template.published_at',
      'project.id as project_id',
      'project.state as project_state',
      sql<number>`(select count(*)::int from known_level_report told where told.template_id = known_template.id)`.as(
        'reported',
      ),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

const show = (row: Row) => ({
  templateId: row.id,
  compactId: row.compact_id,
  compactName: row.compact_name,
  side: row.side,
  ...given('sideName', row.side_name),
  topic: row.topic,
  form: row.form,
  year: row.year,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  publishedAt: row.published_at.toISOString(),
  ...given('projectId', row.project_id),
  reported: row.reported,
})

/** 监督方案模板列表. */
const templates = answer(c.LevelTemplates, {
  allow: LEVEL_READERS,
  read: async (db: Database<Tables>, { year, compactId, taken, text, limit, cursor }) => {
    let all = rowsOf(db)
    if (year !== undefined) all = all.where('known_template.year', '=', year)
    if (compactId !== undefined) all = all.where('known_template.compact_id', '=', compactId)
    if (taken !== undefined) all = all.where('project.id', taken === 'true' ? 'is not' : 'is', null)
    const page = await readPage(all, {
      limit,
      cursor,
      words: { column: sql.ref('known_template.search'), text },
      order: [
        { by: sql.ref('known_template.published_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('known_template.id'), type: 'text', direction: 'desc' },
      ],
    })
    return { ...page, items: page.items.map(show) }
  },
})

/** 各级进展: the reports side by side; the own level with what was approved and has not been signed yet. */
const template = answer(c.LevelTemplateById, {
  allow: LEVEL_READERS,
  read: async (db: Database<Tables>, { templateId }, { runtime }) => {
    const row = await rowsOf(db).where('known_template.id', '=', templateId).executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'templateId' })
    const [reports, own] = await Promise.all([
      db
        .selectFrom('known_level_report as told')
        .leftJoin('known_committee', 'known_committee.id', 'told.side')
        .selectAll('told')
        .select('known_committee.name')
        .where('told.template_id', '=', templateId)
        .orderBy('told.side')
        .execute(),
      row.project_id === null
        ? undefined
        : db
            .selectFrom('level_report')
            .select('approved_revision')
            .where('project_id', '=', row.project_id)
            .executeTakeFirst(),
    ])
    const ofOwn = row.project_id !== null && {
      projectId: row.project_id,
      projectState: row.project_state!,
      ...given('approvedRevision', own?.approved_revision),
    }
    const levels = reports.map((told): Level => ({
      side: told.side,
      ...given('sideName', told.name),
      own: told.side === runtime.committee,
      report: { ...told.content, approvedOn: told.approved_on, hasText: told.has_text },
      heardAt: told.heard_at.toISOString(),
      entryId: told.entry_id,
      ...(told.side === runtime.committee && ofOwn),
    }))
    if (ofOwn && !levels.some((level) => level.own)) levels.push({ side: runtime.committee, own: true, ...ofOwn })
    return { ...show(row), indicators: row.indicators, levels }
  },
})

/** 出域预览: what would leave, whether the rows still say it, and the text as it was written. */
const levelReport = answer(c.LevelReport, {
  allow: LEVEL_READERS,
  read: async (db: Database<Tables>, { projectId }, { now }) => {
    const row = await db
      .selectFrom('level_report')
      .innerJoin('project', 'project.id', 'level_report.project_id')
      .leftJoin('project_report', 'project_report.project_id', 'project.id')
      .select(['level_report.template_id', 'level_report.state', 'content', 'content_hash', 'text_sha256'])
      .select(['prepared_at', 'approved_on', 'project.state as project_state', 'project_report.file'])
      .where('level_report.project_id', '=', projectId)
      .executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'projectId' })
    // A later preparation without a text leaves the words of the one before it.
    const words = row.text_sha256 === null ? {} : await lastWords(db, `project/${projectId}`, ['publicText'])
    return {
      templateId: row.template_id,
      state: row.state,
      contentHash: row.content_hash,
      content: row.content,
      ...given('publicText', words['publicText']),
      preparedAt: row.prepared_at.toISOString(),
      ...(row.state === 'APPROVED' && given('approvedOn', row.approved_on)),
      current: isCurrent(row.content, {
        state: row.project_state,
        ...(await levelCounts(db, projectId, now)),
        reportSha256: row.file?.sha256,
      }),
    }
  },
})

export const levelAnswers: Answer<any, any>[] = [templates, template, levelReport]
