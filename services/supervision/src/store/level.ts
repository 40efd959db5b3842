import { createHash } from 'node:crypto'
import { Refusal, type supervision as c } from '@lianxie/contracts'
import type { Database, Tx } from '@lianxie/service-kit'
import type { LevelCounts, LevelFacts, Template } from '../domain/level.ts'
import type { Fixed } from '../domain/project.ts'
import { countIssues, countVisits, holdProject } from './project.ts'
import type { Tables } from './tables.ts'

/** A template that joint told of, held so that two projects are not proposed from it; refuses `template.not_found`. */
export async function holdTemplate(tx: Tx<Tables>, id: string): Promise<Template> {
  const row = await templates(tx).where('known_template.id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('template.not_found', { field: 'templateId' })
  return { id: row.id, side: row.side, ...fixedIn(row) }
}

/** What the template fixed that a project follows; undefined for a project of the own making. */
export async function fixedOf(tx: Tx<Tables>, projectId: string): Promise<Fixed | undefined> {
  const row = await templates(tx)
    .innerJoin('project', 'project.template_id', 'known_template.id')
    .where('project.id', '=', projectId)
    .executeTakeFirst()
  return row && fixedIn(row)
}

const templates = (tx: Tx<Tables>) =>
  tx
    .selectFrom('known_template')
    .select(['known_template.id', 'side', 'known_template.topic', 'known_template.form', 'known_template.year'])
    .select(['known_template.starts_on', 'known_template.ends_on', 'known_template.indicators'])

const fixedIn = (row: Awaited<ReturnType<ReturnType<typeof templates>['execute']>>[number]): Fixed => ({
  topic: row.topic,
  form: row.form,
  year: row.year,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  indicators: row.indicators,
})

/** Whether a project follows a template already. */
export async function isTaken(tx: Tx<Tables>, templateId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('project')
    .select('id')
    .where('template_id', '=', templateId)
    .where('state', '<>', 'CANCELLED')
    .executeTakeFirst()
  return row !== undefined
}

/** 层级监督报告的数字: what the rows of a project come to, for what is prepared, approved and shown alike. */
export async function levelCounts(
  db: Database<Tables>,
  projectId: string,
  now: Date,
): Promise<LevelCounts> {
  const { findings, listed, verified } = await countIssues(db, projectId, now)
  const { held: visits } = await countVisits(db, projectId)
  return { visits, findings, listed, verified }
}

/** What a report on the own level rests on: the project and its rows, held until the transaction ends, and its template. */
export async function loadLevel(tx: Tx<Tables>, projectId: string, now: Date): Promise<LevelFacts> {
  const project = await holdProject(tx, projectId)
  const row = await tx
    .selectFrom('project')
    .leftJoin('known_template', 'known_template.id', 'project.template_id')
    .leftJoin('project_report', 'project_report.project_id', 'project.id')
    .select(['project.template_id', 'known_template.indicators', 'project_report.file'])
    .where('project.id', '=', projectId)
    .executeTakeFirstOrThrow()
  if (row.template_id === null) throw new Refusal('level_report.no_template', { field: 'projectId' })
  // A cancelled project of the same template may have been reported on before.
  const { last } = await tx
    .selectFrom('level_report')
    .select(({ fn }) => fn.max('approved_revision').as('last'))
    .where('template_id', '=', row.template_id)
    .executeTakeFirstOrThrow()
  const prepared = await tx
    .selectFrom('level_report')
    .select(['state', 'content', 'content_hash', 'text_sha256', 'prepared_by'])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  const counts = await levelCounts(tx, projectId, now)
  const reportSha256 = row.file?.sha256
  return {
    project,
    templateId: row.template_id,
    codes: (row.indicators ?? []).map(({ code }) => code),
    counts,
    reportSha256,
    hashOf: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    lastRevision: Number(last ?? 0),
    prepared: prepared && {
      state: prepared.state,
      content: prepared.content,
      contentHash: prepared.content_hash,
      textSha256: prepared.text_sha256 ?? undefined,
      preparedBy: prepared.prepared_by,
      isCurrent: isCurrent(prepared.content, { state: project.state, ...counts, reportSha256 }),
    },
  }
}

/** Whether what was prepared is what the rows say now. */
export const isCurrent = (
  content: c.OutboundLevelReport,
  now: LevelCounts & { state: c.ProjectState; reportSha256: string | undefined },
): boolean =>
  (['state', 'reportSha256', 'visits', 'findings', 'listed', 'verified'] as const).every(
    (one) => content[one] === now[one],
  )
