import { expect, test } from 'vitest'
import { adoptPlan, deliberatePlan, returnPlan, submitPlan } from './plan-adoption.ts'
import { deciding, exampleItem, examplePlan, idOf, planId } from './plan-examples.ts'
import { givePlanOpinion, requestPlanOpinions } from './plan-opinions.ts'

const consulting = examplePlan({ state: 'CONSULTING' })
const asked = [{ unitId: idOf(3), due: '2022-01-10', given: false }]
const heard = [{ unitId: idOf(3), due: '2022-01-20', given: true }]
const ready = { plan: consulting, asked: heard, proposed: 0, shortlisted: 1 }
const deliberation = { planId, body: 'PARTY_GROUP', meeting: '党组会议', heldOn: '2022-01-10' } as const
const decision = { planId, adoptedBy: 'PARTY_STANDING_COMMITTEE', documentNumber: '吴委发〔2022〕8号' } as const

test('a draft is submitted when the government was heard and every topic was decided on', () => {
  expect(submitPlan(ready, { planId }, deciding())).toHaveLength(1)
  expect(() => submitPlan({ ...ready, asked: [] }, { planId }, deciding())).toThrow('plan.not_consulted')
  expect(() => submitPlan({ ...ready, proposed: 2 }, { planId }, deciding())).toThrow('plan.topics_open')
  expect(() => submitPlan({ ...ready, shortlisted: 0 }, { planId }, deciding())).toThrow('plan.empty')
})

test('a unit has until the end of its last day to answer; then the draft goes on without it', () => {
  expect(() => submitPlan({ ...ready, asked }, { planId }, deciding())).toThrow('plan.opinions_missing')
  const tomorrow = { ...deciding(), now: new Date('2022-01-10T16:00:00Z') }
  expect(submitPlan({ ...ready, asked }, { planId }, tomorrow)).toHaveLength(1)
})

test('a unit answers for itself, when it was asked, and says what it comments', () => {
  const facts = { plan: consulting, asked }
  const own = deciding({ role: 'UNIT_LEADER', units: [idOf(3)] })
  const other = deciding({ role: 'UNIT_LEADER', units: [idOf(4)] })

  expect(givePlanOpinion(facts, { planId, unitId: idOf(3), opinion: 'AGREED' }, own)).toHaveLength(1)
  expect(() => givePlanOpinion(facts, { planId, unitId: idOf(3), opinion: 'AGREED' }, other)).toThrow(
    'common.not_found',
  )
  expect(() => givePlanOpinion(facts, { planId, unitId: idOf(4), opinion: 'AGREED' }, other)).toThrow('plan.not_asked')
  expect(() => givePlanOpinion(facts, { planId, unitId: idOf(3), opinion: 'COMMENTED' }, own)).toThrow(
    'plan.opinion_text_missing',
  )
})

test('the government side is asked before deliberation, and is given time', () => {
  const ask = (state: 'DRAFTING' | 'DELIBERATING', due: string) =>
    requestPlanOpinions(
      { plan: examplePlan({ state }), unknown: { bodies: [], units: [] } },
      { planId, unitIds: [idOf(3), idOf(3)], due },
      deciding(),
    )

  expect(ask('DRAFTING', '2022-01-10')[0]?.data.unitIds).toEqual([idOf(3)])
  expect(() => ask('DRAFTING', '2022-01-09')).toThrow('plan.day_in_past')
  expect(() => ask('DELIBERATING', '2022-01-20')).toThrow('plan.wrong_state')
})

test('a leading body passes the draft, or sends it back with the reason', () => {
  const plan = examplePlan({ state: 'DELIBERATING' })

  expect(deliberatePlan({ plan }, { ...deliberation, result: 'PASSED' }, deciding())[0]?.type).toBe(
    'consultations.plan-deliberated',
  )
  expect(() => deliberatePlan({ plan }, { ...deliberation, result: 'SENT_BACK' }, deciding())).toThrow(
    'plan.reason_missing',
  )
  expect(() =>
    deliberatePlan({ plan }, { ...deliberation, heldOn: '2022-01-11', result: 'PASSED' }, deciding()),
  ).toThrow('plan.day_in_future')
})

test('the adoption puts the plan and each of its shortlisted items in force', () => {
  const plan = examplePlan({ state: 'DELIBERATED', deliberatedOn: '2022-01-05' })
  const items = [exampleItem(1), exampleItem(2, { state: 'WITHDRAWN' }), exampleItem(3)]

  const [adopted, ...perItem] = adoptPlan({ plan, items }, { ...decision, decidedOn: '2022-01-08' }, deciding())

  expect(adopted?.data).toMatchObject({ documentNumber: '吴委发〔2022〕8号', itemIds: [idOf(1), idOf(3)] })
  expect(perItem.map(({ data }) => 'itemId' in data && data.itemId)).toEqual([idOf(1), idOf(3)])
})

test('the party committee adopts after the deliberation and not in the future', () => {
  const plan = examplePlan({ state: 'DELIBERATED', deliberatedOn: '2022-01-05' })
  const on = (decidedOn: string) => () => adoptPlan({ plan, items: [] }, { ...decision, decidedOn }, deciding())

  expect(on('2022-01-04')).toThrow('plan.day_before')
  expect(on('2022-01-11')).toThrow('plan.day_in_future')
})

test.each(['DRAFTING', 'CONSULTING', 'DELIBERATING', 'ADOPTED', 'FORWARDED'] as const)(
  'a plan that is %s is neither adopted nor returned',
  (state) => {
    const plan = examplePlan({ state })

    expect(() => adoptPlan({ plan, items: [] }, { ...decision, decidedOn: '2022-01-08' }, deciding())).toThrow(
      'plan.wrong_state',
    )
    expect(() => returnPlan({ plan }, { planId, reason: '补充。' })).toThrow('plan.wrong_state')
  },
)
