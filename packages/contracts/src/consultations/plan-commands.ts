import { z } from 'zod'
import { command } from '../define.ts'
import { Id, line, LocalDate, text } from '../primitives.ts'
import { itemDetails, PlanForm, TopicSource } from './plan-item.ts'
import { AskedParty, decision, DeliberatingBody, PlanOpinion, PlanRecipient, PlanYear, reason } from './plan-parts.ts'

export const OpenPlan = command(
  'consultations.open-plan',
  { zh: '开始编制年度协商计划', en: 'Begin the plan of a year' },
  { year: PlanYear, title: line(100) },
)

export const CallTopics = command(
  'consultations.call-topics',
  {
    zh: '征集选题；再次征集可增加对象、调整截止日期',
    en: 'Ask for topics; asked again, it adds parties and moves the deadline',
  },
  { planId: Id, asked: z.array(AskedParty).min(1).max(300), deadline: LocalDate, notice: text(3000) },
)

export const CloseTopicCall = command(
  'consultations.close-topic-call',
  { zh: '结束选题征集', en: 'End the call for topics' },
  { planId: Id },
)

export const ProposeTopic = command(
  'consultations.propose-topic',
  { zh: '提出议题建议；工作人员可代为登记', en: 'Suggest a topic; staff may record one for others' },
  {
    planId: Id,
    topic: line(200),
    reason: text(2000).optional(),
    form: PlanForm.optional(),
    leadBodyId: Id.optional(),
    counterpartUnitIds: z.array(Id).max(10).default([]),
    /** Who suggests it. Left out: the actor's own member, unit or body. */
    source: TopicSource.optional(),
  },
)

export const ShortlistTopic = command(
  'consultations.shortlist-topic',
  { zh: '将议题建议列入计划草案', en: 'Take a suggested topic into the draft plan' },
  { itemId: Id, ...itemDetails },
)

export const DeclineTopic = command(
  'consultations.decline-topic',
  { zh: '议题建议不列入计划，说明理由', en: 'Leave a suggested topic out of the plan, with the reason' },
  { itemId: Id, reason },
)

export const MergeTopics = command(
  'consultations.merge-topics',
  { zh: '将同类议题建议并入一项', en: 'Merge suggested topics on the same matter into one item' },
  { intoId: Id, fromIds: z.array(Id).min(1).max(20) },
)

export const AddItem = command(
  'consultations.add-item',
  { zh: '在计划草案中增加事项', en: 'Add an item to the draft plan' },
  { planId: Id, ...itemDetails },
)

export const ReviseItem = command(
  'consultations.revise-item',
  { zh: '修改计划草案中的事项', en: 'Change an item of the draft plan; the body is the whole item' },
  { itemId: Id, ...itemDetails },
)

export const WithdrawItem = command(
  'consultations.withdraw-item',
  { zh: '撤回议题建议或草案中的事项', en: 'Withdraw a suggested topic or an item of the draft plan' },
  { itemId: Id, reason },
)

export const RequestPlanOpinions = command(
  'consultations.request-plan-opinions',
  { zh: '就计划草案征求政府等方面意见', en: 'Ask the government side for opinions on the draft plan' },
  { planId: Id, unitIds: z.array(Id).min(1).max(100), due: LocalDate },
)

export const GivePlanOpinion = command(
  'consultations.give-plan-opinion',
  { zh: '对计划草案提出意见；工作人员可代为登记', en: 'Give a unit’s opinion on the draft plan; staff may record one' },
  { planId: Id, unitId: Id, opinion: PlanOpinion, text: text(3000).optional() },
)

export const SubmitPlan = command(
  'consultations.submit-plan',
  {
    zh: '将计划草案提请主席会议、党组审议',
    en: 'Put the draft plan before the chairpersons’ meeting or the party group',
  },
  { planId: Id },
)

export const DeliberatePlan = command(
  'consultations.deliberate-plan',
  {
    zh: '主席会议、党组审议计划草案',
    en: 'Record how the chairpersons’ meeting or the party group decided on the draft plan',
  },
  {
    planId: Id,
    body: DeliberatingBody,
    /** The meeting's number, 十六届区政协第3次主席会议. */
    meeting: line(60),
    heldOn: LocalDate,
    result: z.enum(['PASSED', 'SENT_BACK']),
    reason: reason.optional(),
  },
)

export const ReturnPlan = command(
  'consultations.return-plan',
  { zh: '党委退回计划修改', en: 'Record that the party committee returned the plan for changes' },
  { planId: Id, reason },
)

export const AdoptPlan = command(
  'consultations.adopt-plan',
  { zh: '登记党委审定年度协商计划', en: 'Record that the party committee adopted the plan' },
  { planId: Id, ...decision },
)

export const ForwardPlan = command(
  'consultations.forward-plan',
  { zh: '批转年度协商计划；可多次增加批转对象', en: 'Forward the adopted plan; repeated, it adds recipients' },
  {
    planId: Id,
    documentNumber: line(60),
    forwardedOn: LocalDate,
    recipients: z.array(PlanRecipient).min(1).max(500),
    /** By when each recipient shall confirm reading. */
    readBy: LocalDate.optional(),
  },
)

export const ConfirmPlanRead = command(
  'consultations.confirm-plan-read',
  {
    zh: '确认已阅批转的计划；工作人员可代为登记',
    en: 'Confirm that a recipient has read the forwarded plan; staff may record it',
  },
  { planId: Id, recipient: PlanRecipient },
)

export const RemindPlanReaders = command(
  'consultations.remind-plan-readers',
  { zh: '提醒未阅单位', en: 'Remind the recipients that have not confirmed reading' },
  { planId: Id },
)

/** One change of an adopted plan. */
export const PlanChange = z
  .discriminatedUnion('change', [
    z.strictObject({ change: z.literal('ADD'), ...itemDetails }),
    z.strictObject({ change: z.literal('CHANGE'), itemId: Id, ...itemDetails }),
    z.strictObject({ change: z.literal('CANCEL'), itemId: Id, reason }),
  ])
  .meta({ id: 'PlanChange' })
export type PlanChange = z.infer<typeof PlanChange>

export const AmendPlan = command(
  'consultations.amend-plan',
  { zh: '登记原审定机关对计划的调整', en: 'Record an amendment of the adopted plan by the body that adopted it' },
  { planId: Id, ...decision, reason, changes: z.array(PlanChange).min(1).max(100) },
)

export const PublishPlan = command(
  'consultations.publish-plan',
  {
    zh: '公开年度协商计划；个别事项不公开须说明理由',
    en: 'Publish the adopted plan; an item is withheld only with a reason',
  },
  {
    planId: Id,
    withheld: z
      .array(z.strictObject({ itemId: Id, reason }))
      .max(200)
      .default([]),
  },
)

export const ConfirmPlanImport = command(
  'consultations.confirm-plan-import',
  {
    zh: '确认导入：全部事项列入计划草案',
    en: 'Confirm an import: all of its rows become items of the draft plan, or none',
  },
  { planId: Id, importId: Id },
)
