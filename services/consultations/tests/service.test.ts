import { consultations as c, joint } from '@lianxie/contracts'
import { startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consultations } from '../src/app.ts'
import { day, decision, details, type Directory, givenDirectory, idIn, tell } from './plan-given.ts'

let service: TestService
let given: Directory

beforeAll(async () => {
  service = await startTestService(consultations)
  given = await givenDirectory(service)
})
afterAll(() => service?.[Symbol.asyncDispose]())

test('a plan goes from the call for topics to its publication', async () => {
  const { cast: as, body, unit } = given
  const today = day(service)

  // 征集
  const planId = idIn(
    await service.send(c.OpenPlan, { year: 2022, title: '2022年度协商计划' }, { as: as.consultation }),
  )
  await service.send(
    c.CallTopics,
    {
      planId,
      asked: [
        { kind: 'BODY', id: body.league },
        { kind: 'UNIT', id: unit.water },
        { kind: 'MEMBERS' },
        { kind: 'PUBLIC' },
      ],
      deadline: day(service, 20),
      notice: '请围绕全区中心工作提出议题建议。',
    },
    { as: as.consultation },
  )
  const water = idIn(
    await service.send(
      c.ProposeTopic,
      { planId, topic: '水体联保共治', reason: '跨界河湖需要共治。' },
      { as: as.member },
    ),
  )
  const river = idIn(await service.send(c.ProposeTopic, { planId, topic: '界河联合治理' }, { as: as.clerk }))
  const parking = idIn(
    await service.send(
      c.ProposeTopic,
      { planId, topic: '老旧小区停车管理', source: { kind: 'PUBLIC' } },
      { as: as.consultation },
    ),
  )

  // 拟订
  await service.send(c.MergeTopics, { intoId: water, fromIds: [river] }, { as: as.consultation })
  await service.send(c.DeclineTopic, { itemId: parking, reason: '已列入民生实事项目。' }, { as: as.consultation })
  await service.send(
    c.ShortlistTopic,
    {
      itemId: water,
      ...details({
        months: [3],
        leadBodyId: body.environment,
        counterpartUnitIds: [unit.water],
        leaderPost: '分管副主席',
      }),
    },
    { as: as.consultation },
  )
  const business = idIn(
    await service.send(
      c.AddItem,
      {
        planId,
        ...details({ form: 'CHAIRPERSONS', topic: '优化营商环境', recurrence: 'QUARTERLY', leadBodyId: body.economy }),
      },
      { as: as.consultation },
    ),
  )
  await service.send(c.CloseTopicCall, { planId }, { as: as.consultation })

  // 征求意见、审议、审定
  await service.send(
    c.RequestPlanOpinions,
    { planId, unitIds: [unit.water, unit.office], due: day(service, 7) },
    { as: as.consultation },
  )
  const early = await service.try(c.SubmitPlan, { planId }, { as: as.consultation })
  expect(early.body).toMatchObject({
    code: 'plan.opinions_missing',
    detail: { missing: expect.arrayContaining([unit.water]) },
  })
  await service.send(
    c.GivePlanOpinion,
    { planId, unitId: unit.water, opinion: 'COMMENTED', text: '建议放在汛期前。' },
    { as: as.water },
  )
  await service.send(c.GivePlanOpinion, { planId, unitId: unit.office, opinion: 'AGREED' }, { as: as.governmentOffice })
  await service.send(c.SubmitPlan, { planId }, { as: as.consultation })
  const meeting = { planId, body: 'CHAIRPERSONS_MEETING', meeting: '第三次主席会议', heldOn: today } as const
  await service.send(c.DeliberatePlan, { ...meeting, result: 'SENT_BACK', reason: '请补充月份。' }, { as: as.chair })
  await service.send(
    c.ReviseItem,
    {
      itemId: water,
      ...details({
        months: [4],
        leadBodyId: body.environment,
        counterpartUnitIds: [unit.water],
        leaderPost: '分管副主席',
      }),
    },
    { as: as.consultation },
  )
  await service.send(c.SubmitPlan, { planId }, { as: as.consultation })
  await service.send(c.DeliberatePlan, { ...meeting, result: 'PASSED' }, { as: as.chair })
  await service.send(c.AdoptPlan, { planId, ...decision(today) }, { as: as.office })
  expect(await service.events(c.PlanAdopted)).toMatchObject([
    { planId, year: 2022, documentNumber: '吴委发〔2022〕8号', itemIds: [water, business] },
  ])
  expect((await service.events(c.ItemAdopted)).map(({ itemId, months }) => [itemId, months])).toEqual([
    [water, [4]],
    [business, [3, 6, 9, 12]],
  ])

  // 批转、阅知
  const recipients = [
    { kind: 'UNIT', id: unit.water },
    { kind: 'BODY', id: body.league },
  ] as const
  await service.send(
    c.ForwardPlan,
    {
      planId,
      documentNumber: '吴委办发〔2022〕12号',
      forwardedOn: today,
      recipients: [...recipients],
      readBy: day(service, 10),
    },
    { as: as.office },
  )
  await service.send(c.ConfirmPlanRead, { planId, recipient: recipients[0] }, { as: as.water })
  const unread = await service.ask(c.PlanReaders, { planId, read: 'unread' }, { as: as.office })
  expect(unread).toMatchObject({ recipients: 2, unread: 1, items: [{ name: '民盟基层委员会', reminders: 0 }] })
  await service.send(c.RemindPlanReaders, { planId }, { as: as.office })
  await service.send(c.ConfirmPlanRead, { planId, recipient: recipients[1] }, { as: as.clerk })
  const nobody = await service.try(c.RemindPlanReaders, { planId }, { as: as.office })
  expect(nobody.body.code).toBe('plan.all_read')

  // 调整
  const amended = await service.send(
    c.AmendPlan,
    {
      planId,
      ...decision(today, '吴委发〔2022〕31号'),
      reason: '疫情影响。',
      changes: [
        {
          change: 'CHANGE',
          itemId: water,
          ...details({ months: [6], leadBodyId: body.environment, counterpartUnitIds: [unit.water] }),
        },
        { change: 'CANCEL', itemId: business, reason: '并入明年。' },
        { change: 'ADD', ...details({ topic: '食品安全工作', months: [9] }) },
      ],
    },
    { as: as.office },
  )
  expect(amended.events.map(({ type }) => type)).toEqual([
    'consultations.plan-amended',
    'consultations.item-changed',
    'consultations.item-withdrawn',
    'consultations.item-planned',
    'consultations.item-adopted',
  ])

  // 公开
  await service.send(c.PublishPlan, { planId }, { as: as.office })
  const published = await service.ask(c.PublishedPlan, { year: 2022 })
  expect(published.items.map(({ topic, progress, leadBody }) => ({ topic, progress, leadBody }))).toEqual([
    { topic: '优化营商环境', progress: 'CANCELLED', leadBody: '经济科技委员会' },
    { topic: '水体联保共治', progress: 'PLANNED', leadBody: '人口资源环境委员会' },
    { topic: '食品安全工作', progress: 'PLANNED', leadBody: undefined },
  ])

  // 读
  const plan = await service.ask(c.PlanById, { planId }, { as: as.office })
  expect(plan).toMatchObject({
    state: 'FORWARDED',
    topicCall: { open: false },
    deliberation: { meeting: '第三次主席会议' },
    adoption: { documentNumber: '吴委发〔2022〕8号' },
    forwarding: { recipients: 2, read: 2 },
    amendments: [{ number: 1, documentNumber: '吴委发〔2022〕31号', added: 1, changed: 1, cancelled: 1 }],
    sentence: { zh: '2022年度协商计划共5项，其中未开始2项、未列入计划1项、已并入1项、调整取消1项。' },
  })
  expect(plan.next.map(({ command }) => command)).toEqual(['consultations.forward-plan', 'consultations.amend-plan'])
  expect(plan.forms).toEqual([{ form: 'THEMATIC', count: 2 }])
  const amendment = await service.ask(c.PlanAmendment, { planId, number: 1 }, { as: as.member })
  expect(amendment).toMatchObject({
    documentNumber: '吴委发〔2022〕31号',
    items: [
      {
        topic: '水体联保共治',
        change: 'CHANGE',
        changes: [{ field: 'months', before: [4], after: [6] }, { field: 'leaderPost' }],
      },
      { topic: '优化营商环境', change: 'CANCEL', reason: '并入明年。' },
      { topic: '食品安全工作', change: 'ADD' },
    ],
  })
  const item = await service.ask(c.PlanItemById, { itemId: water }, { as: as.office })
  expect(item).toMatchObject({
    state: 'PLAN_ADOPTED',
    leadBody: { name: '人口资源环境委员会' },
    counterpartUnits: [{ name: '吴江区水务局' }],
    proposal: { source: { kind: 'MEMBER', id: as.member.memberId }, own: false },
    mergedFrom: [{ itemId: river, topic: '界河联合治理' }],
  })
  expect(
    item.history.map(({ type, actor, changes }) => ({ type, actor, fields: changes.map(({ field }) => field) })),
  ).toEqual([
    { type: 'consultations.item-proposed', actor: as.member.id, fields: [] },
    {
      type: 'consultations.item-planned',
      actor: as.consultation.id,
      fields: ['form', 'months', 'leadBodyId', 'leaderPost', 'counterpartUnitIds'],
    },
    { type: 'consultations.item-changed', actor: as.consultation.id, fields: ['months'] },
    { type: 'consultations.item-adopted', actor: as.office.id, fields: [] },
    { type: 'consultations.item-changed', actor: as.office.id, fields: ['months', 'leaderPost'] },
  ])
  expect(item.history.at(-1)!.changes[0]).toEqual({ field: 'months', before: [4], after: [6] })
  const told = await service.ask(c.PlanItemById, { itemId: water }, { as: as.otherMember })
  expect(told.history.map(({ type, actor }) => ({ type, actor }))).toEqual([
    { type: 'consultations.item-adopted', actor: undefined },
    { type: 'consultations.item-changed', actor: undefined },
  ])
  expect(told.proposal).toBeUndefined()
  const years = await service.ask(c.Plans, { year: 2022 }, { as: as.member })
  expect(years.items).toMatchObject([{ planId, items: 2, published: true, documentNumber: '吴委发〔2022〕8号' }])
  const year = await service.ask(c.PlanYearView, { planId }, { as: as.member })
  expect(year.months.map(({ items }) => items.length)).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0])
  const history = await service.ask(c.PlanHistory, { planId }, { as: as.chair })
  expect(history.items.map(({ type }) => type)).toContain('consultations.plan-sent-back')

  // 联动
  await tell(service, [
    joint.TopicConfirmed({
      compactId: 'c'.repeat(64),
      decisionId: 'd'.repeat(64),
      versionId: 'e'.repeat(64),
      title: '水体联保共治',
      compactName: '青吴嘉政协联动协商机制',
      year: 2022,
      planItemId: water,
    }),
  ])
  const linked = await service.until(async () => {
    const { items } = await service.ask(c.PlanItems, { compactId: 'c'.repeat(64) }, { as: as.partner })
    return items[0]
  })
  expect(linked).toMatchObject({ itemId: water, joint: [{ compactName: '青吴嘉政协联动协商机制' }] })
})
