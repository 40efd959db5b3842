import { randomUUID } from 'node:crypto'
import { consultations as c, supervision } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { adopt, details, type Directory, givenDirectory, givenDraft, tell } from './plan-given.ts'

let service: TestService
let given: Directory
let water: string
let parking: string

beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenDirectory(service)
  const items = [details({ topic: '水体联保共治' }), details({ topic: '老旧小区停车管理' })]
  const { planId, itemIds } = await givenDraft(service, given, items)
  ;[water, parking] = itemIds as [string, string]
  await adopt(service, given, planId)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const agreed = { decidedOn: '2022-03-05', consentedOn: '2022-03-06' }
const item = (itemId: string, as = given.cast.chair) => service.ask(c.PlanItemById, { itemId }, { as })

test('a project of supervision stands at the item of the plan that it answers, for the office and the chairs', async () => {
  const [projectId, other] = [randomUUID(), randomUUID()]
  const proposed = (id: string, more: object) =>
    supervision.ProjectProposed({
      projectId: id,
      form: 'TOPICAL',
      topic: '河道水环境整治专项监督',
      year: 2022,
      startsOn: '2022-03-01',
      endsOn: '2022-12-31',
      unitIds: [randomUUID()],
      ...more,
    })
  await tell(service, [
    proposed(projectId, { planItemId: water }),
    supervision.ProjectApproved({ projectId, ...agreed }),
    proposed(other, {}),
    supervision.ProjectCancelled({ projectId: other, planItemId: water }),
  ])

  const shown = await service.until(async () => {
    const { projects } = await item(water)
    return projects?.[0]?.state === 'PLANNED' && projects
  })
  expect(shown).toEqual([{ projectId, state: 'PLANNED' }])
  expect(await item(water, given.cast.member)).not.toHaveProperty('projects')
})

test('an appraisal answers an item as a project does, from the item that it was given last to its close', async () => {
  const ids = { late: randomUUID(), cancelled: randomUUID(), moved: randomUUID(), closed: randomUUID() }
  const plan = (appraisalId: string, planItemId?: string) => ({
    appraisalId,
    title: '区直部门民主评议',
    year: 2022,
    unitIds: [randomUUID()],
    items: [{ code: 'TEAM', zh: '队伍建设', en: 'team', weight: 1 }],
    options: [{ code: 'SATISFIED', zh: '满意', en: 'satisfied', points: 100 }],
    quorum: 0.5,
    minimumCount: 5,
    isRanked: false,
    ...(planItemId !== undefined && { planItemId }),
  })
  await tell(service, [
    supervision.AppraisalProposed(plan(ids.late)),
    supervision.AppraisalChanged(plan(ids.late, water)),
    supervision.AppraisalApproved({ appraisalId: ids.late, ...agreed }),
    supervision.AppraisalProposed(plan(ids.cancelled, water)),
    supervision.AppraisalCancelled({ appraisalId: ids.cancelled, planItemId: water }),
    supervision.AppraisalProposed(plan(ids.moved, water)),
    supervision.AppraisalChanged(plan(ids.moved, parking)),
    supervision.AppraisalProposed(plan(ids.closed, water)),
    supervision.AppraisalApproved({ appraisalId: ids.closed, ...agreed }),
    supervision.AppraisalClosed({ appraisalId: ids.closed, planItemId: water, units: 1 }),
  ])

  const statesAt = async (itemId: string) =>
    new Map((await item(itemId)).appraisals?.map(({ appraisalId, state }) => [appraisalId, state]))
  const told = await service.until(async () => {
    const [here, there] = await Promise.all([statesAt(water), statesAt(parking)])
    const states = [...here.values()]
    return ['PLANNED', 'CANCELLED', 'CLOSED'].every((one) => states.includes(one as never)) && there.size === 1 && here
  })
  expect(told).toEqual(
    new Map([
      [ids.late, 'PLANNED'],
      [ids.cancelled, 'CANCELLED'],
      [ids.closed, 'CLOSED'],
    ]),
  )
  expect(await statesAt(parking)).toEqual(new Map([[ids.moved, 'PROPOSED']]))
  expect(await item(water, given.cast.member)).not.toHaveProperty('appraisals')
})
