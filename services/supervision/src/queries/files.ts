import type { Actor, Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { mayReadAppraisalFile } from './appraisal-visibility.ts'
import { isInside } from './visible-visits.ts'
import { mayReadIssueFile, mayReadReportFile } from './issue-files.ts'
import { isUnit, visibleFindings, visibleProjects } from './visibility.ts'

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
  if (finding) return true
  const reads = [
    mayReadAppraisalFile(db, sha256, actor),
    mayReadIssueFile(db, wanted, actor),
    mayReadReportFile(db, sha256, actor),
  ]
  if ((await Promise.all(reads)).some((may) => may)) return true
  if (isUnit(actor.role)) return false
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

/** 原件: pictures as they were taken, with place and time, are for the office, the group, and who uploaded them. */
export async function mayReadOriginal(db: Database<Tables>, sha256: string, actor: Actor): Promise<boolean> {
  if (isInside(actor)) return true
  const own = await db
    .selectFrom('stored_file')
    .select('sha256')
    .where('sha256', '=', sha256)
    .where('uploaded_by', '=', actor.id)
    .executeTakeFirst()
  return own !== undefined
}
