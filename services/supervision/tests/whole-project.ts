import { supervision as c } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { type Committee, day, finding, givenReady, visit } from './given.ts'
import { check, list, rectify } from './rectification-given.ts'

export interface WholeProject {
  projectId: string
  /** The first of its two lists. */
  listId: string
  findingIds: string[]
}

/** 3 visits, 12 findings, two lists, disputes both ways, a reopening, and look-backs of which one finds a relapse. */
export async function givenWholeProject(service: TestService, given: Committee): Promise<WholeProject> {
  const at = (date: string) => service.clock.set(new Date(`${date}T02:00:00.000Z`))
  const ids: string[] = []
  const { as, unit } = given
  const ready = await givenReady(service, given)
  const { projectId } = ready
  for (let n = 0; n < 3; n += 1) {
    const { visitId, ...rest } = visit(service, given, ready)
    await service.send(c.RecordVisit, { visitId, ...rest }, { as: as.first })
    for (let k = 0; k < 4; k += 1) {
      const unitId = k === 3 ? unit.traffic : unit.water
      const severity = (['MINOR', 'SERIOUS', 'GRAVE'] as const)[n]
      const subject = k < 2 ? '雨污混接' : `其他${n}${k}`
      const { findingId, ...words } = finding(given, visitId, { unitId, severity, subject })
      await service.send(c.RaiseFinding, { findingId, ...words }, { as: as.first })
      ids.push(findingId)
    }
  }
  await service.send(c.GatherFindings, { projectId }, { as: as.office })
  at('2022-03-08')
  const sent = await service.send(c.ApproveIssueList, list(service, projectId, ids.slice(0, 8)), { as: as.chair })
  const { listId } = sent.events[0]!.data as { listId: string }
  await service.send(c.ApproveIssueList, list(service, projectId, ids.slice(8)), { as: as.generalOffice })

  // Issues 0 and 1 are disputed: one stands, one is taken off.
  for (const findingId of ids.slice(0, 2)) {
    await service.send(c.DisputeIssue, { findingId, reason: '不属本单位职责。' }, { as: as.water })
  }
  at('2022-03-11')
  const recheck = { checkedOn: day(service), way: 'ON_SITE' as const, reason: '现场确认。' }
  await service.send(c.RecheckIssue, { findingId: ids[0]!, outcome: 'UPHELD', ...recheck }, { as: as.second })
  await service.send(c.RecheckIssue, { findingId: ids[1]!, outcome: 'DROPPED', ...recheck }, { as: as.second })
  await rectify(service, given, ids[0]!, { accept: false })
  for (const findingId of [ids[2]!, ids[4]!, ids[5]!]) await rectify(service, given, findingId)
  for (const findingId of [ids[3]!, ids[7]!]) await rectify(service, given, findingId, { by: as.traffic })
  at('2022-03-20')
  const verify = (findingId: string) => service.send(c.VerifyIssue, { findingId, ...check(service) }, { as: as.first })
  for (const index of [0, 2, 3, 7]) await verify(ids[index]!)
  // Issue 4 is sent back, rectified anew and verified.
  await service.send(c.ReopenIssue, { findingId: ids[4]!, ...check(service) }, { as: as.first })
  await rectify(service, given, ids[4]!, { accept: false })
  at('2022-04-02')
  await verify(ids[4]!)
  // Silence has accepted the others; what was verified in March is looked at in June: one holds, one relapsed.
  at('2022-06-21')
  await service.until(async () => (await service.events(c.IssueAccepted)).length === 10)
  const looked = { way: 'UNANNOUNCED' as const, notes: '回头看现场情况。' }
  const lookBack = (index: number, outcome: c.LookBackOutcome) =>
    service.send(
      c.RecordLookBack,
      { findingId: ids[index]!, outcome, checkedOn: day(service), ...looked },
      { as: as.third },
    )
  await lookBack(0, 'HOLDS')
  await lookBack(2, 'RELAPSED')
  return { projectId, listId, findingIds: ids }
}
