import { supervision as c } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { type Committee, day, givenVisited, upload } from './given.ts'

/** 清单审定. */
export const list = (
  service: TestService,
  projectId: string,
  findingIds: readonly string[],
  term?: c.OtherTerm,
  change: object = {},
) => ({
  projectId,
  meeting: '第五次主席会议',
  approvedOn: day(service),
  issues: findingIds.map((findingId) => ({ findingId, ...(term && { term }) })),
  ...change,
})

/** A project whose findings, all of the water bureau, are on a list. */
export async function givenListed(
  service: TestService,
  given: Committee,
  { findings = 1, term }: { findings?: number; term?: c.OtherTerm } = {},
) {
  const visited = await givenVisited(service, given, { findings })
  await service.send(c.GatherFindings, { projectId: visited.projectId }, { as: given.as.office })
  await service.send(c.ApproveIssueList, list(service, visited.projectId, visited.findingIds, term), {
    as: given.as.generalOffice,
  })
  return { ...visited, findingId: visited.findingIds[0]! }
}

/** 核查. */
export const check = (service: TestService, change: object = {}) => ({
  checkedOn: day(service),
  way: 'ON_SITE' as const,
  notes: '到现场看，排口已封堵。',
  ...change,
})

export const measures = (service: TestService, change: object = {}) => ({
  leaderPost: '副局长',
  measures: '封堵混接口，改造管网。',
  finishOn: day(service, 3),
  ...change,
})

/** What a unit does between the list and its report, by its own accounts. */
export async function rectify(
  service: TestService,
  given: Committee,
  findingId: string,
  { accept = true, by = given.as.water }: { accept?: boolean; by?: Committee['as']['water'] } = {},
): Promise<void> {
  if (accept) await service.send(c.AcceptIssue, { findingId }, { as: by })
  await service.send(c.PlanMeasures, { findingId, ...measures(service) }, { as: by })
  await service.send(c.ReportRectified, { findingId, ...(await proof(service, by)) }, { as: by })
}

/** 整改佐证. */
export const proof = async (service: TestService, as: Committee['as']['water']) => ({
  rectifiedOn: day(service),
  result: '三号排口已封堵。',
  files: [(await upload(service, as, '整改照片')) as never],
})

export async function issueStateOf(service: TestService, findingId: string): Promise<string> {
  const row = await service.running.runtime.db
    .selectFrom('finding')
    .select('state')
    .where('id', '=', findingId)
    .executeTakeFirstOrThrow()
  return row.state
}
