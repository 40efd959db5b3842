import { expect, test } from 'vitest'
import { deciding, exampleDetails, exampleItem, examplePlan, idOf, nobodyUnknown, planId } from './plan-examples.ts'
import { callTopics, declineTopic, isOwnTopic, mergeTopics, proposeTopic, shortlistTopic } from './plan-topics.ts'

const open = examplePlan({ state: 'COLLECTING', callDeadline: '2022-01-10' })
const facts = { plan: open, unknown: nobodyUnknown, items: 0 }
const topic = { planId, topic: '老旧小区停车管理', counterpartUnitIds: [] }
const call = { planId, asked: [{ kind: 'PUBLIC' as const }], deadline: '2022-01-10', notice: '请提出议题。' }

test('a member suggests a topic until the end of the last day of the call', () => {
  const [proposed] = proposeTopic(facts, topic, deciding({ role: 'MEMBER', memberId: idOf(7) }))

  expect(proposed?.data).toMatchObject({
    topic: '老旧小区停车管理',
    source: { kind: 'MEMBER', id: idOf(7) },
    late: false,
  })
})

test('after the deadline only staff record topics, and these are marked late', () => {
  const over = { ...facts, plan: { ...open, callDeadline: '2022-01-09' } }

  expect(() => proposeTopic(over, topic, deciding({ role: 'MEMBER', memberId: idOf(7) }))).toThrow('topic.call_over')
  expect(proposeTopic(over, topic, deciding())[0]?.data).toMatchObject({ source: { kind: 'OFFICE' }, late: true })
})

test.each(['DRAFTING', 'CONSULTING'] as const)('nobody but staff suggests topics to a plan that is %s', (state) => {
  const closed = { ...facts, plan: examplePlan({ state }) }

  expect(() => proposeTopic(closed, topic, deciding({ role: 'GROUP_CLERK', units: [idOf(3)] }))).toThrow(
    'topic.call_over',
  )
  expect(proposeTopic(closed, { ...topic, source: { kind: 'PUBLIC' } }, deciding())).toHaveLength(1)
})

test('nobody suggests a topic in the name of somebody else', () => {
  const member = deciding({ role: 'MEMBER', memberId: idOf(7) })
  const handler = deciding({ role: 'UNIT_HANDLER', units: [idOf(3), idOf(4)] })

  expect(() => proposeTopic(facts, { ...topic, source: { kind: 'MEMBER', id: idOf(8) } }, member)).toThrow(
    'topic.source',
  )
  expect(() => proposeTopic(facts, { ...topic, source: { kind: 'GOVERNMENT' } }, member)).toThrow('topic.source')
  // Of two units one must be named.
  expect(() => proposeTopic(facts, topic, handler)).toThrow('topic.source')
  expect(proposeTopic(facts, { ...topic, source: { kind: 'UNIT', id: idOf(4) } }, handler)).toHaveLength(1)
  // A unit that is no id of the directory is nobody.
  expect(() => proposeTopic(facts, topic, deciding({ role: 'UNIT_LEADER', units: ['water'] }))).toThrow('topic.source')
})

test('a topic is own by the account that sent it, and by the unit it came from', () => {
  const item = { proposedBy: 'account-1', source: { kind: 'UNIT', id: idOf(3) } } as const

  expect(isOwnTopic(item, deciding({ role: 'MEMBER' }).actor)).toBe(true)
  expect(isOwnTopic(item, deciding({ id: 'account-2', role: 'UNIT_LEADER', units: [idOf(3)] }).actor)).toBe(true)
  expect(isOwnTopic(item, deciding({ id: 'account-2', role: 'GROUP_CLERK', units: [idOf(3)] }).actor)).toBe(false)
})

test('a call for topics gives time, and asks only whom the directory knows', () => {
  const plan = examplePlan()

  expect(callTopics({ plan, unknown: nobodyUnknown }, call, deciding())).toHaveLength(1)
  expect(() => callTopics({ plan, unknown: nobodyUnknown }, { ...call, deadline: '2022-01-09' }, deciding())).toThrow(
    'plan.day_in_past',
  )
  expect(() => callTopics({ plan, unknown: { bodies: [idOf(9)], units: [] } }, call, deciding())).toThrow(
    'plan.unknown_body',
  )
})

test('similar topics go on in one item, and stay on record themselves', () => {
  const [into, from, other] = [
    exampleItem(1),
    exampleItem(2, { state: 'PROPOSED' }),
    exampleItem(3, { state: 'DECLINED' }),
  ]

  const merged = mergeTopics({ plan: open, into, from: [from] }, { intoId: into.id, fromIds: [from.id] })

  expect(merged.map(({ data }) => data)).toMatchObject([{ itemId: from.id, intoId: into.id }])
  expect(() => mergeTopics({ plan: open, into, from: [other] }, { intoId: into.id, fromIds: [other.id] })).toThrow(
    'item.wrong_state',
  )
  expect(() => mergeTopics({ plan: open, into, from: [into] }, { intoId: into.id, fromIds: [into.id] })).toThrow(
    'topic.into_itself',
  )
  expect(() =>
    mergeTopics({ plan: open, into, from: [from, from] }, { intoId: into.id, fromIds: [from.id, from.id] }),
  ).toThrow('plan.repeated_item')
  const foreign = { ...from, planId: idOf(99) }
  expect(() => mergeTopics({ plan: open, into, from: [foreign] }, { intoId: into.id, fromIds: [from.id] })).toThrow(
    'item.other_plan',
  )
})

test('a topic is taken up or left out once, and only while the draft is open', () => {
  const item = exampleItem(1, { state: 'PROPOSED' })
  const body = { itemId: item.id, ...exampleDetails() }

  expect(shortlistTopic({ plan: open, item, unknown: nobodyUnknown }, body)).toHaveLength(1)
  expect(() => declineTopic({ plan: open, item: exampleItem(1) }, { itemId: item.id, reason: '已办。' })).toThrow(
    'item.wrong_state',
  )
  expect(() =>
    shortlistTopic({ plan: examplePlan({ state: 'DELIBERATING' }), item, unknown: nobodyUnknown }, body),
  ).toThrow('plan.wrong_state')
})
