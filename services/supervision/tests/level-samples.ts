import { supervision as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import type { Committee } from './given.ts'
import { COMPACT, givenOfTemplate, givenTemplate, prepared } from './level-given.ts'

/** 多级联动: a template that waits, and the own project of another with a report to approve. */
export async function levelSamples(service: TestService, given: Committee): Promise<Samples> {
  const { as, unit, body } = given
  const waiting = await givenTemplate(service)
  const templateId = await givenTemplate(service)
  const reported = await givenOfTemplate(service, given, templateId)
  const { projectId } = reported
  const report = prepared(reported, { publicText: '全区排查河道 12 条。' })
  await service.send(c.PrepareLevelReport, report, { as: as.office })
  const { contentHash } = await service.ask(c.LevelReport, { projectId }, { as: as.office })
  return {
    commands: [
      {
        command: c.ProposeFromTemplate,
        as: as.office,
        body: { templateId: waiting, unitIds: [unit.water], leadBodyId: body.committee, plan: '逐河走访。' },
      },
      { command: c.PrepareLevelReport, as: as.office, body: report },
      { command: c.ApproveLevelReport, as: as.generalOffice, body: { projectId, contentHash } },
    ],
    queries: [
      {
        query: c.LevelTemplates,
        as: as.chair,
        params: { year: 2022, compactId: COMPACT, taken: 'true', text: '河湖' },
      },
      { query: c.LevelTemplateById, as: as.chair, params: { templateId } },
      { query: c.LevelReport, as: as.chair, params: { projectId } },
    ],
  }
}
