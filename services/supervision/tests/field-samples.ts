import { randomUUID } from 'node:crypto'
import { supervision as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import { type Committee, finding, givenVisited, planned, upload, visit } from './given.ts'

/** Visits that are planned, recorded and corrected, and their findings. */
export async function fieldSamples(service: TestService, given: Committee): Promise<Samples> {
  const { as, unit } = given
  const { visitId, findingIds, ...ready } = await givenVisited(service, given)
  const plan = planned(service, given, ready)
  await service.send(c.PlanVisit, plan, { as: as.office })
  const file = await upload(service, as.first)
  const { projectId: _p, groupId: _g, ...change } = planned(service, given, ready, { visitId: plan.visitId })
  const { projectId: _, groupId: _group, ...correction } = visit(service, given, ready, { visitId, files: [file] })
  const { visitId: _visit, ...revision } = finding(given, visitId, { findingId: findingIds[0]!, files: [file] })
  const all = { projectId: ready.projectId, groupId: ready.groupId, unitId: unit.water }
  return {
    commands: [
      { command: c.PlanVisit, as: as.office, body: planned(service, given, ready, { visitId: randomUUID() }) },
      { command: c.ChangePlannedVisit, as: as.office, body: { ...change, reason: '改期' } },
      { command: c.CancelVisit, as: as.office, body: { visitId: plan.visitId, reason: '天气' } },
      { command: c.RecordVisit, as: as.first, body: visit(service, given, ready, { files: [file] }) },
      { command: c.CorrectVisit, as: as.office, body: { ...correction, reason: '地点有误' } },
      { command: c.RaiseFinding, as: as.first, body: finding(given, visitId, { files: [file] }) },
      { command: c.ReviseFinding, as: as.first, body: revision },
      { command: c.DropFinding, as: as.office, body: { findingId: findingIds[0]!, reason: '证据不足' } },
    ],
    queries: [
      { query: c.Visits, as: as.office, params: { ...all, kind: 'OPEN_VISIT', state: 'HELD' } },
      { query: c.VisitById, as: as.office, params: { visitId } },
      { query: c.Findings, as: as.office, params: { ...all, state: 'RAISED', sort: 'NEWEST', text: '污水' } },
      { query: c.MyFindings, as: as.first, params: { projectId: ready.projectId } },
      { query: c.FindingById, as: as.office, params: { findingId: findingIds[0]! } },
    ],
  }
}
