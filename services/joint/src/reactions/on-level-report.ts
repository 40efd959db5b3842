import { supervision } from '@lianxie/contracts'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { JointTables } from '../store/tables.ts'

/** 层级监督报告: what supervision approved of the own project of a template; the last revision counts. */
export const levelReportReactions: readonly Reaction[] = [
  react(supervision.LevelReportApproved, async (tx: Tx<JointTables>, report) => {
    const { projectId, templateId, textSha256, ...content } = report
    const row = {
      project_id: projectId,
      revision: report.revision,
      content: JSON.stringify(content),
      text_sha256: textSha256 ?? null,
    }
    await tx
      .insertInto('own_level_report')
      .values({ template_id: templateId, ...row })
      .onConflict((conflict) =>
        conflict
          .column('template_id')
          .doUpdateSet(row)
          .where(sql<boolean>`excluded.revision >= own_level_report.revision`),
      )
      .execute()
  }),
]
