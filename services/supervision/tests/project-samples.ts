import { supervision as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import { approval, type Committee, givenGroup, givenPlanned, givenVisited, idIn, project } from './given.ts'

/** Projects from the proposal to their end. */
export async function projectSamples(service: TestService, given: Committee): Promise<Samples> {
  const { as, body, unit } = given
  const proposedId = idIn(await service.send(c.ProposeProject, project(service, given), { as: as.office }))
  const projectId = await givenPlanned(service, given)
  const groupId = await givenGroup(service, given)
  const { projectId: visitedId, groupId: visiting } = await givenVisited(service, given)
  const details = project(service, given, { leadBodyId: body.committee })
  return {
    commands: [
      { command: c.ProposeProject, as: as.office, body: details },
      { command: c.ChangeProject, as: as.office, body: { projectId: proposedId, ...details, reason: '调整范围' } },
      { command: c.ApproveProject, as: as.generalOffice, body: approval(service, proposedId) },
      { command: c.AssignGroups, as: as.office, body: { projectId, groupIds: [groupId] } },
      { command: c.GatherFindings, as: as.office, body: { projectId: visitedId } },
      { command: c.ResumeVisits, as: as.office, body: { projectId: visitedId, reason: '补充走访' } },
      { command: c.CloseProject, as: as.office, body: { projectId: visitedId, reason: '余项列入明年' } },
      { command: c.CancelProject, as: as.office, body: { projectId, reason: '并入其他项目' } },
    ],
    queries: [
      { query: c.Projects, as: as.chair, params: { year: 2022, unitId: unit.water, groupId: visiting, text: '河道' } },
      { query: c.ProjectById, as: as.chair, params: { projectId: visitedId } },
    ],
  }
}
