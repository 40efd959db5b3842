import { consultations as c } from '@lianxie/contracts'
import type { Samples, TestService } from '@lianxie/service-kit/testing'
import { day, decision, type Directory, givenDraft } from './plan-given.ts'

/** Well-formed requests about the annual plan, with every optional field filled in. */
export async function planSamples(service: TestService, given: Directory): Promise<Samples> {
  const { cast: as, body, unit } = given
  const whole = {
    form: 'FACE_TO_FACE',
    topic: '优化营商环境',
    formLabel: '书记面对面',
    summary: '听取企业意见。',
    section: '二.5',
    months: [3, 6],
    recurrence: 'REGULAR',
    timeLabel: '上半年',
    leadBodyId: body.environment,
    coBodyIds: [body.economy],
    leaderMemberId: as.member.memberId!,
    leaderPost: '分管副主席',
    counterpartUnitIds: [unit.water],
    counterpartRank: 'PARTY_SECRETARY',
    participantBodyIds: [body.league],
    partnerCommittees: ['qingpu-cppcc'],
  } as const
  const { planId, itemIds } = await givenDraft(service, given, [{ form: 'THEMATIC', topic: '水体联保共治' }], 2040)
  const [itemId] = itemIds as [string]
  const reason = '情况有变化。'
  const today = day(service)
  const { consultation, office, chair } = as
  return {
    commands: [
      { command: c.OpenPlan, as: consultation, body: { year: 2041, title: '2041年度协商计划' } },
      {
        command: c.CallTopics,
        as: consultation,
        body: {
          planId,
          asked: [{ kind: 'BODY', id: body.league }, { kind: 'PUBLIC' }],
          deadline: day(service, 9),
          notice: '请提出议题。',
        },
      },
      { command: c.CloseTopicCall, as: consultation, body: { planId } },
      {
        command: c.ProposeTopic,
        as: consultation,
        body: {
          planId,
          topic: '老旧小区停车管理',
          reason,
          form: 'THEMATIC',
          leadBodyId: body.environment,
          counterpartUnitIds: [unit.water],
          source: { kind: 'UNIT', id: unit.water },
        },
      },
      { command: c.ShortlistTopic, as: consultation, body: { itemId, ...whole } },
      { command: c.DeclineTopic, as: consultation, body: { itemId, reason } },
      { command: c.MergeTopics, as: consultation, body: { intoId: itemId, fromIds: [itemId] } },
      { command: c.AddItem, as: consultation, body: { planId, ...whole } },
      { command: c.ReviseItem, as: consultation, body: { itemId, ...whole } },
      { command: c.WithdrawItem, as: consultation, body: { itemId, reason } },
      { command: c.ConfirmPlanImport, as: consultation, body: { planId, importId: itemId } },
      { command: c.RequestPlanOpinions, as: consultation, body: { planId, unitIds: [unit.water], due: today } },
      {
        command: c.GivePlanOpinion,
        as: as.governmentOffice,
        body: { planId, unitId: unit.office, opinion: 'COMMENTED', text: '建议提前。' },
      },
      { command: c.SubmitPlan, as: consultation, body: { planId } },
      {
        command: c.DeliberatePlan,
        as: chair,
        body: { planId, body: 'PARTY_GROUP', meeting: '党组会议', heldOn: today, result: 'SENT_BACK', reason },
      },
      { command: c.ReturnPlan, as: office, body: { planId, reason } },
      { command: c.AdoptPlan, as: office, body: { planId, ...decision(today) } },
      {
        command: c.ForwardPlan,
        as: office,
        body: {
          planId,
          documentNumber: '吴委办发〔2040〕1号',
          forwardedOn: today,
          recipients: [{ kind: 'UNIT', id: unit.water }],
          readBy: today,
        },
      },
      { command: c.ConfirmPlanRead, as: as.water, body: { planId, recipient: { kind: 'UNIT', id: unit.water } } },
      { command: c.RemindPlanReaders, as: office, body: { planId } },
      ...[
        { change: 'ADD', ...whole },
        { change: 'CHANGE', itemId, ...whole },
        { change: 'CANCEL', itemId, reason },
      ].map((change) => ({
        command: c.AmendPlan,
        as: office,
        body: { planId, ...decision(today), reason, changes: [change] },
      })),
      { command: c.PublishPlan, as: office, body: { planId, withheld: [{ itemId, reason }] } },
    ],
    queries: [
      { query: c.Plans, as: as.member, params: { year: 2040 } },
      { query: c.PlanById, as: office, params: { planId } },
      { query: c.PlanHistory, as: office, params: { planId } },
      { query: c.PlanAmendment, as: office, params: { planId, number: 1 } },
      { query: c.PlanYearView, as: as.clerk, params: { planId } },
      { query: c.PlanReaders, as: office, params: { planId, read: 'unread' } },
      {
        query: c.PlanItems,
        as: as.member,
        params: {
          planId,
          year: 2040,
          form: 'THEMATIC',
          state: 'SHORTLISTED',
          month: 3,
          leadBodyId: body.environment,
          counterpartUnitId: unit.water,
          compactId: 'a'.repeat(64),
          text: '停车',
          mine: 'false',
          sort: 'topic',
          direction: 'desc',
        },
      },
      { query: c.PlanItemById, as: office, params: { itemId } },
      { query: c.PublishedPlan, params: { year: 2040 } },
      { query: c.PlanImportPreview, as: consultation, params: { importId: itemId } },
    ],
  }
}
