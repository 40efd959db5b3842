import { z } from 'zod'
import { event } from '../define.ts'
import { Id, line, LocalDate, text } from '../primitives.ts'
import { itemDetails, PlanForm, TopicSource } from './plan-item.ts'
import { AskedParty, decision, DeliberatingBody, PlanOpinion, PlanRecipient, PlanYear, reason } from './plan-parts.ts'

const onPlan = { aggregate: 'plan', key: 'planId' } as const
const onItem = { aggregate: 'item', key: 'itemId' } as const
const item = { itemId: Id, planId: Id, year: PlanYear }

export const PlanOpened = event(
  'consultations.plan-opened',
  1,
  { zh: '年度协商计划开始编制', en: 'Work on the plan of a year began', ...onPlan },
  { planId: Id, year: PlanYear, title: line(100) },
)

export const TopicsCalled = event(
  'consultations.topics-called',
  1,
  { zh: '已发出选题征集', en: 'Topics were asked for', ...onPlan },
  { planId: Id, asked: z.array(AskedParty).max(300), deadline: LocalDate, notice: text(3000) },
)

export const TopicCallClosed = event(
  'consultations.topic-call-closed',
  1,
  { zh: '选题征集结束', en: 'The call for topics ended', ...onPlan },
  { planId: Id },
)

export const PlanOpinionsRequested = event(
  'consultations.plan-opinions-requested',
  1,
  { zh: '计划草案送有关单位征求意见', en: 'Units were asked for their opinion on the draft plan', ...onPlan },
  { planId: Id, unitIds: z.array(Id).max(100), due: LocalDate },
)

export const PlanOpinionGiven = event(
  'consultations.plan-opinion-given',
  1,
  { zh: '单位对计划草案提出意见', en: 'A unit gave its opinion on the draft plan', ...onPlan },
  { planId: Id, unitId: Id, opinion: PlanOpinion, text: text(3000).optional() },
)

export const PlanSubmitted = event(
  'consultations.plan-submitted',
  1,
  { zh: '计划草案提请审议', en: 'The draft plan was put before the leading bodies', ...onPlan },
  { planId: Id },
)

export const PlanDeliberated = event(
  'consultations.plan-deliberated',
  1,
  { zh: '计划草案审议通过', en: 'The draft plan passed deliberation', ...onPlan },
  { planId: Id, body: DeliberatingBody, meeting: line(60), heldOn: LocalDate },
)

export const PlanSentBack = event(
  'consultations.plan-sent-back',
  1,
  { zh: '计划草案退回修改', en: 'The draft plan was sent back for changes', ...onPlan },
  {
    planId: Id,
    by: z.enum([...DeliberatingBody.options, 'PARTY_COMMITTEE']),
    meeting: line(60).optional(),
    heldOn: LocalDate.optional(),
    reason,
  },
)

export const PlanAdopted = event(
  'consultations.plan-adopted',
  1,
  { zh: '年度协商计划经党委审定', en: 'The party committee adopted the plan', ...onPlan },
  { planId: Id, year: PlanYear, title: line(100), ...decision, itemIds: z.array(Id).max(2000) },
)

export const PlanForwarded = event(
  'consultations.plan-forwarded',
  1,
  { zh: '年度协商计划已批转', en: 'The plan was forwarded', ...onPlan },
  {
    planId: Id,
    documentNumber: line(60),
    forwardedOn: LocalDate,
    recipients: z.array(PlanRecipient).max(500),
    readBy: LocalDate.optional(),
  },
)

export const PlanRead = event(
  'consultations.plan-read',
  1,
  { zh: '批转对象已阅', en: 'A recipient confirmed that it has read the plan', ...onPlan },
  { planId: Id, recipient: PlanRecipient },
)

export const PlanReadersReminded = event(
  'consultations.plan-readers-reminded',
  1,
  { zh: '已提醒未阅单位', en: 'Recipients that had not read the plan were reminded', ...onPlan },
  { planId: Id, recipients: z.array(PlanRecipient).max(2000) },
)

export const PlanAmended = event(
  'consultations.plan-amended',
  1,
  { zh: '原审定机关调整年度协商计划', en: 'The adopting body amended the plan', ...onPlan },
  {
    planId: Id,
    year: PlanYear,
    amendmentId: Id,
    /** 第几次调整, from 1. */
    number: z.int().positive(),
    ...decision,
    reason,
    addedIds: z.array(Id).max(100),
    changedIds: z.array(Id).max(100),
    cancelledIds: z.array(Id).max(100),
  },
)

export const PlanPublished = event(
  'consultations.plan-published',
  1,
  { zh: '年度协商计划已公开', en: 'The plan was published', ...onPlan, classification: 'public' },
  { planId: Id, year: PlanYear, title: line(100) },
)

export const ItemProposed = event(
  'consultations.item-proposed',
  1,
  { zh: '议题建议已提出', en: 'A topic was suggested for the plan', ...onItem },
  {
    ...item,
    topic: line(200),
    reason: text(2000).optional(),
    form: PlanForm.optional(),
    leadBodyId: Id.optional(),
    counterpartUnitIds: z.array(Id).max(10).default([]),
    source: TopicSource,
    /** It came after the deadline of the call, recorded by staff. */
    late: z.boolean(),
  },
)

export const ItemWithheld = event(
  'consultations.item-withheld',
  1,
  { zh: '计划事项不予公开', en: 'An item is left out of the published plan', ...onItem },
  { ...item, reason },
)

export const ItemDeclined = event(
  'consultations.item-declined',
  1,
  { zh: '议题建议未列入计划', en: 'A suggested topic was left out of the plan', ...onItem },
  { ...item, reason },
)

export const ItemMerged = event(
  'consultations.item-merged',
  1,
  { zh: '议题建议并入其他事项', en: 'A suggested topic became part of another item', ...onItem },
  { ...item, intoId: Id },
)

export const ItemPlanned = event(
  'consultations.item-planned',
  1,
  { zh: '事项列入计划草案', en: 'An item came into the draft plan', ...onItem },
  { ...item, ...itemDetails, importId: Id.optional() },
)

export const ItemAdopted = event(
  'consultations.item-adopted',
  1,
  { zh: '计划事项已审定', en: 'An item is part of the adopted plan', ...onItem },
  { ...item, ...itemDetails, amendmentId: Id.optional() },
)

export const ItemChanged = event(
  'consultations.item-changed',
  1,
  { zh: '计划事项已修改', en: 'An item was changed, as a draft or by an amendment of the adopted plan', ...onItem },
  { ...item, ...itemDetails, amendmentId: Id.optional() },
)

export const ItemWithdrawn = event(
  'consultations.item-withdrawn',
  1,
  {
    zh: '计划事项已撤回或取消',
    en: 'An item was withdrawn, or cancelled by an amendment of the adopted plan',
    ...onItem,
  },
  { ...item, state: z.enum(['WITHDRAWN', 'CANCELLED']), amendmentId: Id.optional(), reason },
)
