import { createHash } from 'node:crypto'
import { Refusal } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { LevelFacts, Template } from '../domain/level.ts'
import { countIssues, countVisits, holdProject } from './project.ts'
import type { Tables } from './tables.ts'

/** A template that joint told of, held so that two projects are not proposed from it; refuses `template.not_found`. */
export async function holdTemplate(tx: Tx<Tables>, id: string): Promise<Template> {
  const row = await tx
    .selectFrom('known_template')
    .select(['id', 'side', 'topic', 'form', 'year', 'starts_on', 'ends_on', 'indicators'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('template.not_found', { field: 'templateId' })
  const { starts_on: startsOn, ends_on: endsOn, ...template } = row
  return { ...template, startsOn, endsOn }
}

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

/** What a report on the own level rests on: the project and its rows, held until the transaction ends, and its template. */
export async function loadLevel(tx: Tx<Tables>, projectId: string, now: Date): Promise<LevelFacts> {
  const project = await holdProject(tx, projectId)
  const row = await tx
    .selectFrom('project')
    .leftJoin('known_template', 'known_template.id', 'project.template_id')
    .select(['project.template_id', 'known_template.indicators'])
    .where('project.id', '=', projectId)
    .executeTakeFirstOrThrow()
  if (row.template_id === null) throw new Refusal('level_report.no_template', { field: 'projectId' })
  const { findings, listed, verified } = await countIssues(tx, projectId, now)
  const { held: visits } = await countVisits(tx, projectId)
  // A cancelled project of the same template may have been reported on before.
  const { last } = await tx
    .selectFrom('level_report')
    .select(({ fn }) => fn.max('approved_revision').as('last'))
    .where('template_id', '=', row.template_id)
    .executeTakeFirstOrThrow()
  const prepared = await tx
    .selectFrom('level_report')
    .select(['state', 'content', 'content_hash', 'text_sha256'])
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return {
    project,
    templateId: row.template_id,
    codes: (row.indicators ?? []).map(({ code }) => code),
    counts: { visits, findings, listed, verified },
    hashOf: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    lastRevision: Number(last ?? 0),
    prepared: prepared && {
      state: prepared.state,
      content: prepared.content,
      contentHash: prepared.content_hash,
      textSha256: prepared.text_sha256 ?? undefined,
    },
  }
}
