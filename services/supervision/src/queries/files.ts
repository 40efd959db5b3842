import { type Actor, type Database, filesThat, type ReadableFiles, uploadedFiles } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { mentionedInAppraisal } from './appraisal-visibility.ts'
import { mentionedInIssue, mentionedInReport } from './issue-files.ts'
import { isUnit, visibleFindings, visibleProjects } from './visibility.ts'
import { isInside } from './visible-visits.ts'

/** What refers to a file and is read by an actor: a finding, its issue, a report, an appraisal, or a visit of a project that they see. */
export const readableFiles: ReadableFiles = (db, hashes, actor) =>
  filesThat(
    db,
    hashes,
    sql`exists (select from finding where finding.files @> asked.many and ${visibleFindings(actor)})
      or ${mentionedInIssue(actor)} or ${mentionedInAppraisal(actor)} or ${mentionedInReport(actor)}
      or ${mentionedInVisit(actor)}`,
  )

const mentionedInVisit = (actor: Actor): RawBuilder<boolean> =>
  isUnit(actor.role)
    ? sql<boolean>`false`
    : sql<boolean>`exists (
        select from visit join project on project.id = visit.project_id
        where visit.files @> asked.many and ${visibleProjects(actor)})`

/** 原件: pictures as they were taken, with place and time, are for the office, the group, and who uploaded them. */
export const mayReadOriginal = async (db: Database<Tables>, sha256: string, actor: Actor): Promise<boolean> =>
  isInside(actor) || (await uploadedFiles(db, [sha256], actor.id)).has(sha256)
