import type { Actor } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { isUnit, visibleFindings, visibleProjects } from './visibility.ts'

/** Whether the file `asked` belongs to a dispute, a round or a look-back of an issue that an actor sees. */
export const mentionedInIssue = (actor: Actor): RawBuilder<boolean> => sql<boolean>`exists (
  select from (
    select finding_id from issue_dispute where files @> asked.many
    union all select finding_id from issue_dispute where recheck_files @> asked.many
    union all select finding_id from issue_round where files @> asked.many
    union all select finding_id from issue_round where check_files @> asked.many
    union all select finding_id from issue_look_back where files @> asked.many
  ) as mention join finding on finding.id = mention.finding_id
  where ${visibleFindings(actor)})`

/** Whether it is the report of a project that an actor sees; units read no reports. */
export const mentionedInReport = (actor: Actor): RawBuilder<boolean> =>
  isUnit(actor.role)
    ? sql<boolean>`false`
    : sql<boolean>`exists (
        select from project_report join project on project.id = project_report.project_id
        where project_report.file ->> 'sha256' = asked.sha256 and ${visibleProjects(actor)})`
