import { supervision as c } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { approval, type Committee, day, finding, givenGroup, idIn, visit } from './given.ts'
import { importFile, linesOf, supervised } from './history-given.ts'
import { givenTemplate } from './level-given.ts'
import { check, list, rectify } from './rectification-given.ts'

export interface Mixture {
  projectId: string
  findingIds: string[]
}

/**
 * A project of an upper committee's template with eleven findings, each of which went another way, beside four that were
 * imported; it is June 21 of 2022 when this returns.
 */
export async function givenMixture(service: TestService, given: Committee): Promise<Mixture> {
  const { as, unit } = given
  const at = (instant: string) => service.clock.set(new Date(instant))
  const templateId = await givenTemplate(service)
  const proposed = await service.send(c.ProposeFromTemplate, { templateId, unitIds: [unit.water] }, { as: as.office })
  const projectId = idIn(proposed)
  await service.send(c.ApproveProject, approval(service, projectId), { as: as.generalOffice })
  const groupId = await givenGroup(service, given)
  await service.send(c.AssignGroups, { projectId, groupIds: [groupId] }, { as: as.office })
  const { visitId, ...seen } = visit(service, given, { projectId, groupId })
  await service.send(c.RecordVisit, { visitId, ...seen }, { as: as.first })
  const ids: string[] = []
  for (let n = 0; n < 11; n += 1) {
    const severity = (['MINOR', 'SERIOUS', 'GRAVE'] as const)[n % 3]
    const { findingId, ...words } = finding(given, visitId, { severity, subject: n < 6 ? '雨污混接' : '占道经营' })
    await service.send(c.RaiseFinding, { findingId, ...words }, { as: as.first })
    ids.push(findingId)
    // Which of them was first is told by the instant.
    at(`2022-03-07T02:${String(n + 10)}:00.000Z`)
  }
  const id = (n: number) => ids[n]!
  await service.send(c.GatherFindings, { projectId }, { as: as.office })
  await service.send(c.DropFinding, { findingId: id(1), reason: '与他项重复。' }, { as: as.office })

  at('2022-03-08T02:00:00.000Z')
  await service.send(c.ApproveIssueList, list(service, projectId, ids.slice(2)), { as: as.chair })
  for (const n of [2, 3, 4]) {
    await service.send(c.DisputeIssue, { findingId: id(n), reason: '不属本单位职责。' }, { as: as.water })
  }
  for (const n of [5, 6, 7, 8, 9, 10]) await service.send(c.AcceptIssue, { findingId: id(n) }, { as: as.water })
  at('2022-03-10T02:00:00.000Z')
  const recheck = { checkedOn: day(service), way: 'ON_SITE' as const, reason: '现场复核。' }
  await service.send(c.RecheckIssue, { findingId: id(2), outcome: 'DROPPED', ...recheck }, { as: as.second })
  await service.send(c.RecheckIssue, { findingId: id(3), outcome: 'UPHELD', ...recheck }, { as: as.second })
  for (const n of [5, 7, 8, 9, 10]) await rectify(service, given, id(n), { accept: false })
  // Earlier in the day than the list was sent.
  at('2022-03-20T00:30:00.000Z')
  const verify = (n: number) => service.send(c.VerifyIssue, { findingId: id(n), ...check(service) }, { as: as.first })
  for (const n of [5, 8, 9]) await verify(n)
  await service.send(c.ReopenIssue, { findingId: id(7), ...check(service) }, { as: as.first })
  at('2022-04-02T00:00:00.000Z')
  await verify(10)
  at('2022-04-20T02:00:00.000Z')
  await rectify(service, given, id(6), { accept: false })

  at('2022-06-21T02:00:00.000Z')
  const looked = { way: 'UNANNOUNCED' as const, notes: '回头看现场情况。', checkedOn: day(service) }
  await service.send(c.RecordLookBack, { findingId: id(5), outcome: 'HOLDS', ...looked }, { as: as.third })
  await service.send(c.RecordLookBack, { findingId: id(8), outcome: 'RELAPSED', ...looked }, { as: as.third })
  await importFile(service, IMPORTED)
  return { projectId, findingIds: ids }
}

/** Never put right; put right late and verified, on a printed list; with neither term nor list; sent back in time. */
const IMPORTED = linesOf([
  ...supervised('a'),
  ...supervised('b').map((fact) => (fact.fact === 'finding-raised' ? { ...fact, list: 3 } : fact)),
  { on: '2022-04-20', fact: 'finding-rectified', id: 'b:f1' },
  { on: '2022-05-10', fact: 'finding-verified', id: 'b:f1', passed: true },
  ...supervised('c').map(({ due: _, ...fact }: { due?: string; on: string; fact: string; id: string }) => fact),
  ...supervised('d'),
  { on: '2022-04-01', fact: 'finding-rectified', id: 'd:f1' },
  { on: '2022-04-05', fact: 'finding-verified', id: 'd:f1', passed: false },
])
