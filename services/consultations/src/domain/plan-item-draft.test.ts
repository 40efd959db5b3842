import { expect, test } from 'vitest'
import { deciding, exampleDetails, exampleItem, examplePlan, idOf, nobodyUnknown, planId } from './plan-examples.ts'
import { addItem, confirmPlanImport, reviseItem, withdrawItem } from './plan-item-draft.ts'
import { MAX_ITEMS } from './plan.ts'

const plan = examplePlan()

test('a recurrence without months is spelled out in months, and months are put in order', () => {
  const add = (more: object) =>
    addItem({ plan, unknown: nobodyUnknown, items: 0 }, { planId, ...exampleDetails(), ...more }, deciding())[0]?.data
      .months

  expect(add({ recurrence: 'EVEN_MONTHS' })).toEqual([2, 4, 6, 8, 10, 12])
  expect(add({ recurrence: 'QUARTERLY', months: [11, 2] })).toEqual([2, 11])
  expect(add({ recurrence: 'ONGOING' })).toEqual([])
})

test('a revision that says the same is refused', () => {
  const item = exampleItem(1, { details: exampleDetails({ months: [3, 6] }) })
  const body = { itemId: item.id, ...exampleDetails({ months: [6, 3] }) }

  expect(() => reviseItem({ plan, item, unknown: nobodyUnknown }, body)).toThrow('item.unchanged')
  expect(reviseItem({ plan, item, unknown: nobodyUnknown }, { ...body, months: [7] })).toHaveLength(1)
})

test('an item of the adopted plan is not revised', () => {
  const adopted = { plan: examplePlan({ state: 'ADOPTED' }), item: exampleItem(1, { state: 'PLAN_ADOPTED' }) }
  const body = { itemId: idOf(1), ...exampleDetails({ months: [7] }) }

  expect(() => reviseItem({ ...adopted, unknown: nobodyUnknown }, body)).toThrow('plan.wrong_state')
})

test('whoever suggested a topic withdraws it while it is undecided; for others it is not there', () => {
  const item = exampleItem(1, { state: 'PROPOSED', proposedBy: 'account-1' })
  const body = { itemId: item.id, reason: '已另行提出提案。' }

  expect(withdrawItem({ plan, item }, body, deciding({ role: 'MEMBER' }))).toHaveLength(1)
  expect(() => withdrawItem({ plan, item }, body, deciding({ id: 'account-2', role: 'MEMBER' }))).toThrow(
    'common.not_found',
  )
  const taken = { ...item, state: 'SHORTLISTED' } as const
  expect(() => withdrawItem({ plan, item: taken }, body, deciding({ role: 'MEMBER' }))).toThrow('item.wrong_state')
  expect(withdrawItem({ plan, item: taken }, body, deciding())).toHaveLength(1)
})

test('an import fills the draft with all its rows, or with none when they are too many', () => {
  const rows = [exampleDetails(), exampleDetails({ topic: '食品安全工作' })]
  const body = { planId, importId: idOf(5) }

  const planned = confirmPlanImport({ plan, rows, items: MAX_ITEMS - 2 }, body, deciding())

  expect(planned.map(({ data }) => [data.topic, data.importId])).toEqual([
    ['水体联保共治', idOf(5)],
    ['食品安全工作', idOf(5)],
  ])
  expect(() => confirmPlanImport({ plan, rows, items: MAX_ITEMS - 1 }, body, deciding())).toThrow('plan.full')
})
