import { consultations as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { adopt, day, decision, details, type Directory, givenDirectory, givenDraft, idIn } from './plan-given.ts'

let service: TestService
let given: Directory
beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenDirectory(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

test('no item slips into a plan while it is being submitted', async () => {
  const { cast: as, unit } = given
  const { planId } = await givenDraft(service, given, [details()], 2061)
  await service.send(
    c.RequestPlanOpinions,
    { planId, unitIds: [unit.office], due: day(service) },
    { as: as.consultation },
  )
  await service.send(c.GivePlanOpinion, { planId, unitId: unit.office, opinion: 'AGREED' }, { as: as.governmentOffice })

  // The submission is decided on and stopped before it is written; then somebody adds an item.
  const { pool } = service.running.runtime
  const holder = await pool.connect()
  await holder.query('begin; lock table event in share mode')
  const submitting = service.try(c.SubmitPlan, { planId }, { as: as.office })
  await service.until(async () => (await waiting(pool)) === 1)
  const adding = service.try(c.AddItem, { planId, ...details({ topic: '停车' }) }, { as: as.consultation })
  await service.until(async () => (await waiting(pool)) === 2)
  await holder.query('commit')
  holder.release()

  expect((await submitting).status).toBe(200)
  expect((await adding).body.code).toBe('plan.wrong_state')
})

/** How many commands wait for a lock, be it on the plan or to write their events. */
async function waiting(pool: TestService['running']['runtime']['pool']): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
      and (query ilike '%insert into event %' or query ilike '%for share%')`)
  return rows[0]!.count
}

test('of twelve that decide on one topic at once, one does', async () => {
  const { cast: as } = given
  const { planId } = await givenDraft(service, given, [], 2062)
  const itemId = idIn(await service.send(c.ProposeTopic, { planId, topic: '停车' }, { as: as.office }))

  const replies = await Promise.all(
    upTo(12).map((n) =>
      n % 2 === 0
        ? service.try(c.ShortlistTopic, { itemId, ...details() }, { as: as.consultation })
        : service.try(c.DeclineTopic, { itemId, reason: '不列入。' }, { as: as.office }),
    ),
  )

  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(new Set(replies.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
    new Set(['item.wrong_state']),
  )
})

test('amendments that meet are numbered one after the other, and recipients confirm side by side', async () => {
  const { cast: as, unit, body } = given
  const { planId, itemIds } = await givenDraft(service, given, [details(), details({ topic: '停车' })], 2063)
  await adopt(service, given, planId)
  const amend = (n: number) =>
    service.send(
      c.AmendPlan,
      {
        planId,
        ...decision(day(service), `吴委发〔2022〕${n}号`),
        reason: '情况有变化。',
        changes: [{ change: 'CHANGE', itemId: itemIds[n % 2]!, ...details({ topic: `第${n}版` }) }],
      },
      { as: as.office },
    )
  const recipients = [
    { kind: 'UNIT' as const, id: unit.water },
    { kind: 'BODY' as const, id: body.league },
  ]
  await service.send(
    c.ForwardPlan,
    { planId, documentNumber: '吴委办发〔2022〕12号', forwardedOn: day(service), recipients },
    { as: as.office },
  )

  await Promise.all([
    ...upTo(8).map(amend),
    service.send(c.ConfirmPlanRead, { planId, recipient: recipients[0]! }, { as: as.water }),
    service.send(c.ConfirmPlanRead, { planId, recipient: recipients[1]! }, { as: as.clerk }),
  ])

  const plan = await service.ask(c.PlanById, { planId }, { as: as.office })
  expect(plan.amendments.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(plan.forwarding).toMatchObject({ recipients: 2, read: 2 })
  expect((await replayEquality(service, consultations)).differences).toEqual([])
})
