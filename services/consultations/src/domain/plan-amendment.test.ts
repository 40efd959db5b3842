import { expect, test } from 'vitest'
import { amendPlan } from './plan-amendment.ts'
import { deciding, exampleDetails, exampleItem, examplePlan, idOf, nobodyUnknown, planId } from './plan-examples.ts'

const item = exampleItem(1, { state: 'PLAN_ADOPTED' })
const facts = {
  plan: examplePlan({ state: 'FORWARDED', adoptedBy: 'PARTY_STANDING_COMMITTEE', adoptedOn: '2022-01-05' }),
  named: new Map([[item.id, item]]),
  unknown: nobodyUnknown,
  items: 1,
  amendments: 1,
  lastDecidedOn: '2022-01-07',
}
const moved = { change: 'CHANGE', itemId: item.id, ...exampleDetails({ months: [9] }) } as const
const body = {
  planId,
  adoptedBy: 'PARTY_STANDING_COMMITTEE',
  documentNumber: '吴委发〔2022〕31号',
  decidedOn: '2022-01-08',
  reason: '疫情影响。',
  changes: [moved],
} as const
const amend = (more: object, other: Partial<typeof facts> = {}) =>
  amendPlan({ ...facts, ...other }, { ...body, changes: [...body.changes], ...more }, deciding())

test('an amendment has the next number, names what it changes, and is told by each item', () => {
  const events = amend({ changes: [moved, { change: 'ADD', ...exampleDetails({ topic: '食品安全工作' }) }] })

  expect(events.map(({ type }) => type)).toEqual([
    'consultations.plan-amended',
    'consultations.item-changed',
    'consultations.item-planned',
    'consultations.item-adopted',
  ])
  const [amended, changed, , adopted] = events.map(({ data }) => data as Record<string, unknown>)
  expect(amended).toMatchObject({ number: 2, changedIds: [item.id], addedIds: [adopted!['itemId']], cancelledIds: [] })
  expect(changed).toMatchObject({ amendmentId: amended!['amendmentId'], months: [9] })
})

test('only the body that adopted the plan amends it', () => {
  expect(() => amend({ adoptedBy: 'PARTY_COMMITTEE' })).toThrow('plan.other_body')
})

test('an amendment is decided after the one before it', () => {
  expect(() => amend({ decidedOn: '2022-01-06' })).toThrow('plan.day_before')
})

test.each(['SESSION_HELD', 'SUBMITTED', 'CLOSED', 'CANCELLED'] as const)(
  'an item that is %s is not amended',
  (state) => {
    const done = { named: new Map([[item.id, { ...item, state }]]) }

    expect(() => amend({}, done)).toThrow('item.wrong_state')
    expect(() => amend({ changes: [{ change: 'CANCEL', itemId: item.id, reason: '取消。' }] }, done)).toThrow(
      'item.wrong_state',
    )
  },
)

test('an amendment names each item once, and only items of its plan that it really changes', () => {
  expect(() => amend({ changes: [moved, { change: 'CANCEL', itemId: item.id, reason: '取消。' }] })).toThrow(
    'plan.repeated_item',
  )
  expect(() => amend({}, { named: new Map() })).toThrow('common.not_found')
  expect(() => amend({}, { named: new Map([[item.id, { ...item, planId: idOf(77) }]]) })).toThrow('item.other_plan')
  expect(() => amend({ changes: [{ change: 'CHANGE', itemId: item.id, ...exampleDetails() }] })).toThrow(
    'item.unchanged',
  )
})

test('a plan that is not adopted is not amended', () => {
  expect(() => amend({}, { plan: examplePlan({ state: 'DELIBERATED' }) })).toThrow('plan.wrong_state')
})
