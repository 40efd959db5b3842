import { expect, test } from 'vitest'
import { deciding, examplePlan, idOf, nobodyUnknown, planId } from './plan-examples.ts'
import { confirmPlanRead, forwardPlan, publishPlan, remindPlanReaders } from './plan-forwarding.ts'

const plan = examplePlan({ state: 'FORWARDED', adoptedOn: '2022-01-05' })
const water = { kind: 'UNIT', id: idOf(3) } as const
const league = { kind: 'BODY', id: idOf(4) } as const
const town = { kind: 'UNIT', id: idOf(5) } as const
const recipients = [
  { recipient: water, read: false },
  { recipient: league, read: true },
]
const forwarding = {
  planId,
  documentNumber: '吴委办发〔2022〕12号',
  forwardedOn: '2022-01-06',
  recipients: [water, town, town],
}

test('a plan is forwarded to whoever has not got it yet, and to each once', () => {
  const [forwarded] = forwardPlan({ plan, recipients, unknown: nobodyUnknown }, forwarding, deciding())

  expect(forwarded?.data.recipients).toEqual([town])
  expect(() =>
    forwardPlan({ plan, recipients, unknown: nobodyUnknown }, { ...forwarding, recipients: [water] }, deciding()),
  ).toThrow('plan.no_new_recipient')
})

test('a plan is forwarded after its adoption, and is read after it was forwarded', () => {
  const forward = (more: object) => () =>
    forwardPlan({ plan, recipients, unknown: nobodyUnknown }, { ...forwarding, ...more }, deciding())

  expect(forward({ forwardedOn: '2022-01-04' })).toThrow('plan.day_before')
  expect(forward({ forwardedOn: '2022-01-11' })).toThrow('plan.day_in_future')
  expect(forward({ readBy: '2022-01-05' })).toThrow('plan.day_before')
})

test('a recipient confirms once and for itself alone; staff record what came on paper', () => {
  const confirm = (recipient: typeof water | typeof league, actor: object) => () =>
    confirmPlanRead({ plan, recipients }, { planId, recipient }, deciding(actor))

  expect(confirm(water, { role: 'UNIT_HANDLER', units: [idOf(3)] })()).toHaveLength(1)
  expect(confirm(water, { role: 'UNIT_HANDLER', units: [idOf(5)] })).toThrow('common.not_found')
  expect(confirm(water, { role: 'GROUP_CLERK', units: [idOf(3)] })).toThrow('common.not_found')
  expect(confirm(league, { role: 'GROUP_CLERK', units: [idOf(4)] })).toThrow('plan.read_already')
  expect(confirm(water, {})()).toHaveLength(1)
})

test('reminders go to those that have not read the plan', () => {
  expect(remindPlanReaders({ plan, recipients })[0]?.data.recipients).toEqual([water])
  expect(() => remindPlanReaders({ plan, recipients: recipients.slice(1) })).toThrow('plan.all_read')
})

test('a plan is published once; an item that is withheld belongs to it', () => {
  const withheld = [{ itemId: idOf(1), reason: '内部工作。' }]

  const events = publishPlan({ plan, items: new Set([idOf(1)]) }, { planId, withheld })

  expect(events.map(({ type }) => type)).toEqual(['consultations.plan-published', 'consultations.item-withheld'])
  expect(() => publishPlan({ plan, items: new Set() }, { planId, withheld })).toThrow('item.other_plan')
  expect(() => publishPlan({ plan: { ...plan, published: true }, items: new Set() }, { planId, withheld: [] })).toThrow(
    'plan.published_already',
  )
})
