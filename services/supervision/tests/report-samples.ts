import { supervision as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import { type Committee, day } from './given.ts'
import { givenListed } from './rectification-given.ts'
import { adoption, delivery, instruction, report } from './report-given.ts'

/** A project that can be reported on, and one that was. */
export async function reportSamples(service: TestService, given: Committee): Promise<Samples> {
  const { as } = given
  const { projectId: openId } = await givenListed(service, given)
  const { projectId } = await givenListed(service, given)
  await service.send(c.SubmitReport, await report(service, given, projectId), { as: as.office })
  return {
    commands: [
      { command: c.SubmitReport, as: as.office, body: await report(service, given, openId) },
      { command: c.DeliverReport, as: as.office, body: delivery(service, projectId) },
      { command: c.RecordInstruction, as: as.generalOffice, body: instruction(service, given, projectId) },
      { command: c.RecordAdoption, as: as.office, body: adoption(service, projectId) },
    ],
    queries: [
      {
        query: c.Reports,
        as: as.chair,
        params: { year: Number(day(service).slice(0, 4)), to: 'GOVERNMENT', adopted: 'false', text: '河道' },
      },
      { query: c.ReportById, as: as.chair, params: { projectId } },
    ],
  }
}
