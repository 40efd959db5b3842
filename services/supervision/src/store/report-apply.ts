import type { Appliers } from './appliers.ts'
import { moveProject } from './project-apply.ts'

/** 监督报告 and what came of it. */
export const reportAppliers = {
  async 'supervision.report-submitted'(tx, event) {
    const { projectId: project_id, title, file, numbers } = event.data
    await tx
      .insertInto('project_report')
      .values({
        project_id,
        title,
        file: JSON.stringify(file),
        numbers: JSON.stringify(numbers),
        submitted_at: event.time,
      })
      .execute()
    await moveProject(tx, event, 'REPORTED')
  },
  'supervision.report-delivered': (tx, { data }) =>
    tx
      .insertInto('report_delivery')
      .values({
        id: data.deliveryId,
        project_id: data.projectId,
        addressee: data.to,
        sent_on: data.sentOn,
        document_number: data.documentNumber,
      })
      .execute(),
  'supervision.instruction-recorded': (tx, { data, time }) =>
    tx
      .insertInto('report_instruction')
      .values({
        id: data.instructionId,
        project_id: data.projectId,
        given_on: data.givenOn,
        unit_ids: data.unitIds,
        recorded_at: time,
      })
      .execute(),
  'supervision.adoption-recorded': (tx, { data }) =>
    tx
      .insertInto('report_adoption')
      .values({
        id: data.adoptionId,
        project_id: data.projectId,
        document_number: data.documentNumber,
        title: data.title,
        adopted_on: data.adoptedOn,
      })
      .execute(),
} satisfies Partial<Appliers>
