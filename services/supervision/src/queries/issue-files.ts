import type { Actor, Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { isUnit, visibleFindings, visibleProjects } from './visibility.ts'

/** Whether a file belongs to a dispute, a round or a look-back of an issue that an actor sees; `wanted` is `[{ sha256 }]`. */
export async function mayReadIssueFile(db: Database<Tables>, wanted: string, actor: Actor): Promise<boolean> {
  const row = await db
    .selectFrom('finding')
    .select('finding.id')
    .where(
      sql<boolean>`finding.id in (
        select finding_id from issue_dispute where files @> ${wanted}::jsonb
        union all select finding_id from issue_dispute where recheck_files @> ${wanted}::jsonb
        union all select finding_id from issue_round where files @> ${wanted}::jsonb
        union all select finding_id from issue_round where check_files @> ${wanted}::jsonb
        union all select finding_id from issue_look_back where files @> ${wanted}::jsonb)`,
    )
    .where(visibleFindings(actor))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether it is the report of a project that an actor sees; units read no reports. */
export async function mayReadReportFile(db: Database<Tables>, sha256: string, actor: Actor): Promise<boolean> {
  if (isUnit(actor.role)) return false
  const row = await db
    .selectFrom('project_report')
    .innerJoin('project', 'project.id', 'project_report.project_id')
    .select('project.id')
    .where(sql<boolean>`project_report.file ->> 'sha256' = ${sha256}`)
    .where(visibleProjects(actor))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
