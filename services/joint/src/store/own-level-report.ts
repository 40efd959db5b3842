import type { Tx } from '@lianxie/service-kit'
import type { OwnLevelReport } from '../domain/supervision-level.ts'
import type { JointTables } from './tables.ts'

/** The last report that supervision approved of the own project of a template. */
export async function ownLevelReport(tx: Tx<JointTables>, templateId: string): Promise<OwnLevelReport | undefined> {
  const row = await tx
    .selectFrom('own_level_report')
    .select(['content', 'text_sha256'])
    .where('template_id', '=', templateId)
    .executeTakeFirst()
  return row && { templateId, ...row.content, textSha256: row.text_sha256 }
}
