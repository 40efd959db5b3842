import type { Appliers } from './appliers.ts'

/** 上级模板与层级监督报告. */
export const levelAppliers = {
  'supervision.template-taken': (tx, { data }) =>
    tx.updateTable('project').set({ template_id: data.templateId }).where('id', '=', data.projectId).execute(),
  async 'supervision.level-report-prepared'(tx, { data, time, actor }) {
    const { projectId, templateId, textSha256, contentHash, ...content } = data
    const prepared = {
      state: 'PREPARED' as const,
      content: JSON.stringify(content),
      content_hash: contentHash,
      text_sha256: textSha256 ?? null,
      prepared_at: time,
      prepared_by: actor,
    }
    await tx
      .insertInto('level_report')
      .values({ project_id: projectId, template_id: templateId, ...prepared })
      .onConflict((conflict) => conflict.column('project_id').doUpdateSet(prepared))
      .execute()
  },
  'supervision.level-report-approved': (tx, { data }) =>
    tx
      .updateTable('level_report')
      .set({ state: 'APPROVED', approved_revision: data.revision, approved_on: data.approvedOn })
      .where('project_id', '=', data.projectId)
      .execute(),
} satisfies Partial<Appliers>
