import { createHash, randomBytes } from 'node:crypto'
import { joint, supervision as c } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { approval, type Committee, day, finding, givenGroup, idIn, tell, upload, visit } from './given.ts'
import { list } from './rectification-given.ts'
import { report } from './report-given.ts'

export const UPPER = 'suzhou-cppcc'
export const COMPACT = 'c'.repeat(64)

/** 上级模板, as joint tells of it; known when this returns. */
export async function givenTemplate(service: TestService, change: object = {}): Promise<string> {
  const templateId = createHash('sha256').update(randomBytes(16)).digest('hex')
  await tell(service, [
    joint.SupervisionTemplatePublished({
      compactId: COMPACT,
      templateId,
      compactName: '市区两级联动民主监督',
      side: UPPER,
      topic: '河湖长制落实情况',
      form: 'TOPICAL',
      year: 2022,
      startsOn: day(service),
      endsOn: day(service, 200),
      indicators: [{ code: 'W1', name: '排口整治数', unit: '个' }],
      ...change,
    }),
  ])
  await service.until(() =>
    service.running.runtime.db
      .selectFrom('known_template')
      .select('id')
      .where('id', '=', templateId)
      .executeTakeFirst(),
  )
  return templateId
}

/** The own project of a template, as it was proposed. */
export const givenProposed = async (service: TestService, { as, unit }: Committee, templateId: string) =>
  idIn(
    await service.send(
      c.ProposeFromTemplate,
      { templateId, unitIds: [unit.water], plan: '逐河走访。' },
      { as: as.office },
    ),
  )

/** The own project of a template with one visit, one of its two findings on a list, the other left out. */
export async function givenListedOfTemplate(service: TestService, given: Committee, templateId: string) {
  const { as } = given
  const projectId = await givenProposed(service, given, templateId)
  await service.send(c.ApproveProject, approval(service, projectId), { as: as.generalOffice })
  const groupId = await givenGroup(service, given)
  await service.send(c.AssignGroups, { projectId, groupIds: [groupId] }, { as: as.office })
  const visited = visit(service, given, { projectId, groupId })
  await service.send(c.RecordVisit, visited, { as: as.first })
  const [serious, minor] = [
    finding(given, visited.visitId),
    finding(given, visited.visitId, { severity: 'MINOR' as const }),
  ]
  for (const one of [serious, minor]) await service.send(c.RaiseFinding, one, { as: as.first })
  await service.send(c.GatherFindings, { projectId }, { as: as.office })
  const { findingId } = serious
  await service.send(c.DropFinding, { findingId: minor.findingId, reason: '已当场整改' }, { as: as.office })
  await service.send(c.ApproveIssueList, list(service, projectId, [findingId]), { as: as.generalOffice })
  return { projectId, findingId }
}

/** The same with its report submitted. */
export async function givenOfTemplate(service: TestService, given: Committee, templateId: string) {
  const listed = await givenListedOfTemplate(service, given, templateId)
  return { ...listed, reportSha256: await submit(service, given, listed.projectId) }
}

/** Submits the report of a project; answers the hash of its file. */
export async function submit(service: TestService, given: Committee, projectId: string): Promise<string> {
  const file = (await upload(service, given.as.office, `监督报告 ${projectId}`)) as { sha256: string }
  await service.send(c.SubmitReport, await report(service, given, projectId, { file }), { as: given.as.office })
  return file.sha256
}

export const prepared = (project: { projectId: string; reportSha256: string }, more: object = {}) => ({
  projectId: project.projectId,
  reportSha256: project.reportSha256,
  indicators: [{ code: 'W1', value: 12 }],
  ...more,
})
