import { createHash, randomBytes } from 'node:crypto'
import { joint, supervision as c } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { approval, type Committee, day, finding, givenGroup, idIn, tell, visit } from './given.ts'

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

/** The own project of a template with one visit and its findings gathered. */
export async function givenOfTemplate(service: TestService, given: Committee, templateId: string): Promise<string> {
  const { as, unit } = given
  const proposed = await service.send(
    c.ProposeFromTemplate,
    { templateId, unitIds: [unit.water], plan: '逐河走访。' },
    { as: as.office },
  )
  const projectId = idIn(proposed)
  await service.send(c.ApproveProject, approval(service, projectId), { as: as.generalOffice })
  const groupId = await givenGroup(service, given)
  await service.send(c.AssignGroups, { projectId, groupIds: [groupId] }, { as: as.office })
  const visited = visit(service, given, { projectId, groupId })
  await service.send(c.RecordVisit, visited, { as: as.first })
  for (const severity of ['SERIOUS', 'MINOR'] as const) {
    await service.send(c.RaiseFinding, finding(given, visited.visitId, { severity }), { as: as.first })
  }
  await service.send(c.GatherFindings, { projectId }, { as: as.office })
  return projectId
}

export const prepared = (projectId: string, more: object = {}) => ({
  projectId,
  indicators: [{ code: 'W1', value: 12 }],
  reportSha256: 'b'.repeat(64),
  ...more,
})
