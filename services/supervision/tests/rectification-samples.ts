import { supervision as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import { type Committee, day, givenVisited, upload } from './given.ts'
import { check, givenListed, list, measures, proof, rectify } from './rectification-given.ts'

/** Issues in every state in which something is asked of them. */
export async function rectificationSamples(service: TestService, given: Committee): Promise<Samples> {
  const { as, member, unit } = given
  const { projectId, findingIds: raised } = await givenVisited(service, given, { findings: 2 })
  await service.send(c.GatherFindings, { projectId }, { as: as.office })
  const { projectId: listedId, findingIds } = await givenListed(service, given, { findings: 5 })
  const [listed, disputed, accepted, rectified, verified] = findingIds as [string, string, string, string, string]
  const file = (await upload(service, as.water)) as never
  const reason = '已现场复核。'
  await service.send(c.DisputeIssue, { findingId: disputed, reason, files: [file] }, { as: as.water })
  await service.send(c.AcceptIssue, { findingId: accepted }, { as: as.water })
  const until = day(service, 60)
  const { events } = await service.send(
    c.RequestMoreTime,
    { findingId: accepted, until, reason: '需招标。' },
    { as: as.water },
  )
  const { requestId } = events[0]!.data as { requestId: string }
  await rectify(service, given, rectified)
  await rectify(service, given, verified)
  await service.send(c.VerifyIssue, { findingId: verified, ...check(service) }, { as: as.first })
  const checked = { ...check(service), files: [(await upload(service, as.first, '核查')) as never] }
  const term = { by: 'DAYS' as const, days: 20, reason: '须与管网改造同步' }
  const fixed = { by: 'DAY' as const, on: day(service, 45), reason: '汛期前完成' }
  const wide = await proof(service, as.water)
  return {
    commands: [
      {
        command: c.ApproveIssueList,
        as: as.chair,
        body: {
          ...list(service, projectId, raised),
          issues: [
            { findingId: raised[0], term },
            { findingId: raised[1], term: fixed },
          ],
        },
      },
      { command: c.AcceptIssue, as: as.water, body: { findingId: listed } },
      { command: c.DisputeIssue, as: as.waterLeader, body: { findingId: listed, reason, files: [file] } },
      {
        command: c.RecheckIssue,
        as: as.first,
        body: {
          findingId: disputed,
          outcome: 'UPHELD',
          checkedOn: day(service),
          way: 'ON_SITE',
          reason,
          files: [file],
        },
      },
      {
        command: c.PlanMeasures,
        as: as.water,
        body: { findingId: accepted, ...measures(service), handlers: ['unit-2'], memberIds: [member.fourth] },
      },
      { command: c.ReportRectified, as: as.water, body: { findingId: accepted, ...wide } },
      { command: c.RequestMoreTime, as: as.water, body: { findingId: accepted, until, reason: '需招标。' } },
      { command: c.GrantMoreTime, as: as.office, body: { findingId: accepted, requestId, reason: '情况属实' } },
      { command: c.RefuseMoreTime, as: as.office, body: { findingId: accepted, requestId, reason: '不充分' } },
      { command: c.VerifyIssue, as: as.first, body: { findingId: rectified, ...checked } },
      { command: c.ReopenIssue, as: as.first, body: { findingId: rectified, ...checked, term } },
      {
        command: c.RecordLookBack,
        as: as.first,
        body: { findingId: verified, outcome: 'RELAPSED', ...checked, term: fixed },
      },
    ],
    queries: [
      {
        query: c.Issues,
        as: as.chair,
        params: {
          projectId: listedId,
          unitId: unit.water,
          state: 'LISTED',
          severity: 'SERIOUS',
          subject: '雨污混接',
          year: 2022,
          overdue: 'false',
          figure: 'ISSUES',
          text: '排口',
        },
      },
      { query: c.IssueInbox, as: as.water, params: { unitId: unit.water, waiting: 'true', overdue: 'false' } },
      { query: c.IssueById, as: as.chair, params: { findingId: disputed } },
      { query: c.LookBacksDue, as: as.office, params: { projectId: listedId, unitId: unit.water, until } },
      { query: c.IssueLists, as: as.water, params: { projectId: listedId, year: 2022 } },
      {
        query: c.IssueStatistics,
        as: as.office,
        params: { projectId: listedId, year: 2022, unitId: unit.water, severity: 'SERIOUS' },
      },
    ],
  }
}
