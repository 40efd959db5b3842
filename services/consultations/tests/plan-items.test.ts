import { randomUUID } from 'node:crypto'
import { consultations as c } from '@lianxie/contracts'
import { account, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { adopt, day, details, type Directory, givenDirectory, givenDraft, idIn } from './plan-given.ts'

let service: TestService
let given: Directory
let planId: string

/** The items of the plan, which is adopted; the draft of 2023 has one item and an open topic. */
const items = [
  details({ topic: '水体联保共治', months: [3], counterpartUnitIds: [] }),
  details({ topic: '老旧小区停车管理', months: [5, 9] }),
  details({ form: 'CHAIRPERSONS', topic: '优化营商环境', months: [4] }),
  details({ form: 'RESEARCH', topic: '非物质文化遗产保护', summary: '昆曲等项目的传承。' }),
  details({ form: 'STUDY', topic: '常委会议专题学习', recurrence: 'EVEN_MONTHS' }),
]
let ids: string[]
let draft: { planId: string; itemIds: string[] }

beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenDirectory(service)
  const { body, unit, cast: as } = given
  items[0]!.counterpartUnitIds = [unit.water]
  items[0]!.leadBodyId = body.environment
  ;({ planId, itemIds: ids } = await givenDraft(service, given, items))
  await adopt(service, given, planId)
  draft = await givenDraft(service, given, [details({ topic: '口袋公园建设' })], 2023)
  await service.send(
    c.CallTopics,
    { planId: draft.planId, asked: [{ kind: 'MEMBERS' }], deadline: day(service, 5), notice: '请提出议题。' },
    { as: as.consultation },
  )
})
afterAll(() => service?.[Symbol.asyncDispose]())

const list = (params: Parameters<TestService['ask']>[1], as = given.cast.office) =>
  service.ask(c.PlanItems, params as never, { as })
const topics = async (params: Parameters<TestService['ask']>[1], as = given.cast.office) =>
  (await list(params, as)).items.map(({ topic }) => topic)

test('the list is filtered by year, form, month, lead body, counterpart and state', async () => {
  expect(await topics({ year: 2023 })).toEqual(['口袋公园建设'])
  expect(await topics({ planId, form: ['CHAIRPERSONS', 'RESEARCH'] })).toEqual(['优化营商环境', '非物质文化遗产保护'])
  expect(await topics({ planId, month: 4 })).toEqual(['常委会议专题学习', '优化营商环境'])
  expect(await topics({ leadBodyId: given.body.environment })).toEqual(['水体联保共治'])
  expect(await topics({ counterpartUnitId: given.unit.water })).toEqual(['水体联保共治'])
  expect(await topics({ state: 'SHORTLISTED' })).toEqual(['口袋公园建设'])
})

test.each([
  ['停车', '老旧小区停车管理'],
  ['小区停车', '老旧小区停车管理'],
  ['營商環境', '优化营商环境'],
  ['昆曲', '非物质文化遗产保护'],
])('words inside Chinese text are found, in either script: %s', async (text, topic) => {
  expect(await topics({ text })).toEqual([topic])
})

test('the sentence counts by state what the filters find, whatever tab is open', async () => {
  const { counts, sentence, total } = await list({ state: 'PLAN_ADOPTED' })

  expect(total).toBe(5)
  expect(counts).toEqual([
    { state: 'SHORTLISTED', count: 1 },
    { state: 'PLAN_ADOPTED', count: 5 },
  ])
  expect(sentence.zh).toBe('符合条件的事项共6项，其中列入草案1项、未开始5项。')
})

test.each(['month', 'plan', 'topic', 'state', 'changed'] as const)(
  'pages of two, sorted by %s, give every item once and in one order',
  async (sort) => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ sort, limit: 2, ...(cursor !== undefined && { cursor }) })
      seen.push(...page.items.map(({ itemId }) => itemId))
      cursor = page.next
    } while (cursor !== undefined)

    const whole = await list({ sort, limit: 50 })
    const turned = await list({ sort, limit: 50, direction: 'desc' })
    expect(turned.items.map(({ itemId }) => itemId)).toEqual(seen.toReversed())
    expect(seen).toEqual(whole.items.map(({ itemId }) => itemId))
    expect(new Set(seen).size).toBe(6)
  },
)

test('topics are sorted as Chinese is, by sound', async () => {
  expect(await topics({ planId, sort: 'topic' })).toEqual([
    '常委会议专题学习',
    '非物质文化遗产保护',
    '老旧小区停车管理',
    '水体联保共治',
    '优化营商环境',
  ])
})

test('each reader sees as much of the plans as the table of roles gives', async () => {
  const { cast: as } = given
  const own = idIn(await service.send(c.ProposeTopic, { planId: draft.planId, topic: '社区养老' }, { as: as.member }))

  expect(await topics({ year: 2023 }, as.office)).toEqual(['口袋公园建设', '社区养老'])
  // A clerk sees the draft, a member what is adopted and the own topic, a unit what it takes part in.
  expect(await topics({ year: 2023 }, as.clerk)).toEqual(['口袋公园建设'])
  expect(await topics({ year: 2023 }, as.member)).toEqual(['社区养老'])
  expect(await topics({ mine: 'true' }, as.member)).toEqual(['社区养老'])
  expect(await topics({ year: 2023 }, as.otherMember)).toEqual([])
  expect(await topics({}, as.water)).toEqual(['水体联保共治'])
  expect(await topics({}, account('UNIT_HANDLER', { units: [randomUUID()] }))).toEqual([])
  expect(await topics({}, as.partner)).toEqual([])
  expect(await topics({}, as.analyst)).toHaveLength(5)
  const hidden = await service.tryAsk(c.PlanItemById, { itemId: own }, { as: as.otherMember })
  expect([hidden.status, hidden.body.code]).toEqual([404, 'common.not_found'])
})

test('a unit sees the whole draft that it is asked about, and the whole plan that is forwarded to it', async () => {
  const { cast: as, unit } = given
  const { planId: asked } = await givenDraft(service, given, [details({ topic: '城市有机更新' })], 2024)
  const stranger = account('UNIT_LEADER', { units: [unit.water] })
  expect(await topics({ year: 2024 }, stranger)).toEqual([])

  await service.send(
    c.RequestPlanOpinions,
    { planId: asked, unitIds: [unit.water], due: day(service, 3) },
    { as: as.consultation },
  )
  expect(await topics({ year: 2024 }, stranger)).toEqual(['城市有机更新'])
  const { opinions } = await service.ask(c.PlanById, { planId: asked }, { as: stranger })
  expect(opinions).toEqual([{ unit: { id: unit.water, name: '吴江区水务局' }, due: day(service, 3) }])

  await service.send(
    c.ForwardPlan,
    {
      planId,
      documentNumber: '吴委办发〔2022〕12号',
      forwardedOn: day(service),
      recipients: [{ kind: 'UNIT', id: unit.water }],
    },
    { as: as.office },
  )
  expect(await topics({ planId }, stranger)).toHaveLength(5)
})

test('what may come next follows the stage and the role', async () => {
  const { cast: as } = given
  const next = async (as_: typeof as.office, itemId: string) =>
    (await service.ask(c.PlanItemById, { itemId }, { as: as_ })).next.map(({ command }) => command.split('.')[1])

  expect(await next(as.consultation, draft.itemIds[0]!)).toEqual(['merge-topics', 'revise-item', 'withdraw-item'])
  expect(await next(as.office, ids[0]!)).toEqual(['schedule-session', 'amend-plan'])
  expect(await next(as.member, ids[0]!)).toEqual([])
})

test('whoever saw an older version of an item does not overwrite a newer one', async () => {
  const { cast: as } = given
  const itemId = draft.itemIds[0]!
  const { version } = await service.ask(c.PlanItemById, { itemId }, { as: as.consultation })
  const revised = { itemId, ...details({ topic: '口袋公园建设与管护' }) }

  await service.send(c.ReviseItem, revised, { as: as.consultation, version })

  const late = await service.try(c.ReviseItem, { ...revised, topic: '口袋公园' }, { as: as.office, version })
  expect([late.status, late.body.code]).toEqual([412, 'common.version'])
})

test('an item comes with the version of its plan, with which it is amended by what stands in it', async () => {
  const { cast: as } = given

  const { planVersion, version } = await service.ask(c.PlanItemById, { itemId: ids[0]! }, { as: as.office })

  expect(planVersion).toBe((await service.ask(c.PlanById, { planId }, { as: as.office })).version)
  expect(planVersion).not.toBe(version)
})

test('ten thousand items are counted by state, and one more is told as more', async () => {
  const [state, text, ended] = ['CANCELLED', '应急演练', new Date(0)] as const
  const rowsOf = (count: number) =>
    service.running.runtime.pool.query(
      `insert into plan_item (id, plan_id, year, state, state_since, created_at, changed_at, form, topic, search)
       select gen_random_uuid(), $1, 2024, $2, $3, $3, $3, 'RESEARCH', $4, '' from generate_series(1, $5::int)`,
      [planId, state, ended, text, count],
    )
  const before = (await list({ planId })).total

  await rowsOf(10_000 - before)
  const all = await list({ planId, limit: 1 })
  await rowsOf(1)
  const more = await list({ planId, limit: 1 })
  const ofState = await list({ planId, state: 'PLAN_ADOPTED' })

  expect(all).toMatchObject({ total: 10_000, counts: expect.arrayContaining([{ state, count: 10_000 - before }]) })
  expect(all).not.toHaveProperty('totalIsCapped')
  expect(more).toMatchObject({ total: 10_000, totalIsCapped: true, counts: [] })
  expect(more.sentence.zh).toContain('10000')
  expect(ofState).toMatchObject({ total: before, counts: [] })
  expect(ofState).not.toHaveProperty('totalIsCapped')
})
