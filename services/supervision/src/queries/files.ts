import type { Actor, Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { mayReadIssueFile, mayReadReportFile } from './issue-files.ts'
import { visibleFindings, visibleProjects } from './visibility.ts'

/** Whether an actor may read something that refers to a file: a finding, or a visit of a project that they see. */
export async function mayReadFile(db: Database<Tables>, sha256: string, actor: Actor): Promise<boolean> {
  const wanted = JSON.stringify([{ sha256 }])
  const finding = await db
    .selectFrom('finding')
    .select('id')
    .where(sql<boolean>`finding.files @> ${wanted}::jsonb`)
    .where(visibleFindings(actor))
    .limit(1)
    .executeTakeFirst()
  if (finding || (await mayReadIssueFile(db, wanted, actor)) || (await mayReadReportFile(db, sha256, actor)))
    return true
  if (actor.role === 'UNIT_HANDLER' || actor.role === 'UNIT_LEADER') return false
  const visit = await db
    .selectFrom('visit')
    .innerJoin('project', 'project.id', 'visit.project_id')
    .select('visit.id')
    .where(sql<boolean>`visit.files @> ${wanted}::jsonb`)
    .where(visibleProjects(actor))
    .limit(1)
    .executeTakeFirst()
  return visit !== undefined
}
