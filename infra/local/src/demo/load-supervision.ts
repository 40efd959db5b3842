import { dataOf, RefusedError } from '@lianxie/client'
import { consultations, supervision } from '@lianxie/contracts'
import { planOf, sampleId, sampleSupervision } from '@lianxie/sample-data'
import { whomOf } from './demo-accounts.ts'
import { dayOf, timeOf } from './id-time.ts'
import type { Loaded } from './load-sample.ts'
import { type Side, until } from './side.ts'

const YEAR = 2022

/** 监督样例: the first supervision of a committee's plan, from the project to the findings that two visits brought. */
export async function loadSupervision(side: Side, { units, planId }: Loaded): Promise<void> {
  const staff = side.as('consultation')
  const { member, cosigner } = await whomOf(side)
  const item = planOf(side.committee).find(({ form }) => form === 'SUPERVISION')
  const unitId = units.get(item?.counterpart ?? `${side.committee}.unit.${sampleSupervision.unit}`)!
  const proposed = await onceHeard('the plan and the units', async () =>
    staff.send(
      supervision.ProposeProject,
      {
        form: 'TOPICAL',
        topic: item?.topic ?? sampleSupervision.topic,
        year: YEAR,
        startsOn: `${YEAR}-03-01`,
        endsOn: `${YEAR}-12-31`,
        unitIds: [unitId],
        plan: sampleSupervision.plan,
        ...(item && { planItemId: await itemIn(side, planId, item.topic) }),
      },
      { key: 'sample/supervision/propose' },
    ),
  )
  const { projectId } = dataOf(proposed, supervision.ProjectProposed)[0]!
  const at = timeOf(projectId)
  const day = dayOf(at)
  await side.as('office').send(
    supervision.ApproveProject,
    {
      projectId,
      meeting: '主席会议（示例）',
      decidedOn: day,
      consentedOn: day,
      consentDocument: '委办发〔2022〕6号（示例）',
    },
    { key: 'sample/supervision/approve' },
  )
  const leaderId = member!.member!
  const memberIds = [cosigner!.member!]
  const formed = await onceHeard('the members', () =>
    staff.send(
      supervision.FormGroup,
      { kind: 'TOPICAL', name: sampleSupervision.group, leaderId, memberIds, fromOn: day, untilOn: dayOf(at, 365) },
      { key: 'sample/supervision/group' },
    ),
  )
  const { groupId } = dataOf(formed, supervision.GroupFormed)[0]!
  await staff.send(
    supervision.AssignGroups,
    { projectId, groupIds: [groupId] },
    { key: 'sample/supervision/assign-groups' },
  )
  const phone = side.as('member')
  for (const [index, { findings, ...visit }] of sampleSupervision.visits.entries()) {
    const key = `sample/supervision/visit-${index + 1}`
    const visitId = sampleId(`${side.committee}/${key}`)
    const recorded = { ...visit, unitIds: [unitId], heldAt: at.toISOString(), memberIds: [leaderId, ...memberIds] }
    await phone.send(supervision.RecordVisit, { visitId, projectId, groupId, ...recorded }, { key })
    for (const [place, finding] of findings.entries()) {
      const findingKey = `${key}/finding-${place + 1}`
      const findingId = sampleId(`${side.committee}/${findingKey}`)
      await phone.send(supervision.RaiseFinding, { findingId, visitId, unitId, ...finding }, { key: findingKey })
    }
  }
  await staff.send(supervision.GatherFindings, { projectId }, { key: 'sample/supervision/gather' })
}

async function itemIn(side: Side, planId: string, topic: string): Promise<string> {
  const { items } = await side
    .as('consultation')
    .ask(consultations.PlanItems, { planId, form: 'SUPERVISION', limit: 50 })
  const found = items.find((item) => item.topic === topic)
  if (!found) throw new Error(`expected ${topic} in the plan of ${side.committee}`)
  return found.itemId
}

const UNHEARD = ['supervision.unknown_plan_item', 'supervision.unknown_unit', 'supervision.unknown_member']

/** Sends again until the service has heard of those whom the command names. */
function onceHeard<T>(what: string, send: () => Promise<T>): Promise<T> {
  return until(`supervision to know ${what}`, () =>
    send().catch((error: unknown) => {
      if (error instanceof RefusedError && UNHEARD.includes(error.code)) return undefined
      throw error
    }),
  )
}
