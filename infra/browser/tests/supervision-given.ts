import { dataOf, RefusedError } from '@lianxie/client'
import { supervision as c } from '@lianxie/contracts'
import { until, whomOf } from '@lianxie/local/demo'
import type { Committee } from '../src/committee.ts'

const dayIn = (days: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(Date.now() + days * 86_400_000))

/** 一个可以走访的监督项目: agreed to, with a group of the two members of the sample, at the unit that has an account. */
export async function givenProject({ side, loaded }: Committee): Promise<{ projectId: string; groupId: string }> {
  const staff = side.as('consultation')
  const { member, cosigner } = await whomOf(side)
  const unitId = loaded.units.get(`${side.committee}.unit.water`)!
  const year = new Date().getFullYear()
  const proposed = await heard(() =>
    staff.send(c.ProposeProject, {
      form: 'TOPICAL',
      topic: '“口袋公园”建设情况专项监督',
      year,
      startsOn: dayIn(0),
      endsOn: dayIn(120),
      unitIds: [unitId],
      plan: '每月走访一次，汇总问题后交办。',
    }),
  )
  const { projectId } = dataOf(proposed, c.ProjectProposed)[0]!
  await side.as('office').send(c.ApproveProject, {
    projectId,
    meeting: '第三次主席会议',
    decidedOn: dayIn(0),
    consentedOn: dayIn(0),
    consentDocument: `委办发〔${year}〕6号`,
  })
  const formed = await heard(() =>
    staff.send(c.FormGroup, {
      kind: 'TOPICAL',
      name: '口袋公园监督小组',
      leaderId: member!.member!,
      memberIds: [cosigner!.member!],
      fromOn: dayIn(0),
      untilOn: dayIn(365),
    }),
  )
  const { groupId } = dataOf(formed, c.GroupFormed)[0]!
  await staff.send(c.AssignGroups, { projectId, groupIds: [groupId] })
  return { projectId, groupId }
}

const UNHEARD = ['supervision.unknown_plan_item', 'supervision.unknown_unit', 'supervision.unknown_member']

/** Sends again until the service has heard of those whom the command names. */
const heard = <T>(send: () => Promise<T>): Promise<T> =>
  until('supervision to know the directory', () =>
    send().catch((error: unknown) => {
      if (error instanceof RefusedError && UNHEARD.includes(error.code)) return undefined
      throw error
    }),
  )
