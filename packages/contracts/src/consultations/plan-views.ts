import { z } from 'zod'
import { importPreview } from '../common/imports.ts'
import { query } from '../define.ts'
import { CommitteeId, Id, Instant, line, LocalDate, page, pageParams } from '../primitives.ts'
import { CounterpartRank, ItemDetails, ItemState, PlanForm, PlanState, Recurrence, TopicSource } from './plan-item.ts'
import { AdoptingBody, AskedParty, DeliberatingBody, PlanOpinion, PlanRecipient, PlanYear } from './plan-parts.ts'

/** One sentence for people, in both languages. */
const Sentence = z.strictObject({ zh: z.string(), en: z.string() }).meta({ id: 'Sentence' })

/** A body or unit with its name in the directory; the name is absent while the directory has not told it. */
const Named = z.strictObject({ id: Id, name: z.string().optional() }).meta({ id: 'Named' })

/** A joint topic of a compact that rests on the item. */
const JointLink = z
  .strictObject({ compactId: z.string(), compactName: z.string(), topicId: z.string(), title: z.string() })
  .meta({ id: 'JointLink' })

const StateCount = z.strictObject({ state: ItemState, count: z.int() }).meta({ id: 'StateCount' })

/** 变更对照: one field that differs from the version before. */
const FieldChange = z
  .strictObject({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })
  .meta({ id: 'FieldChange' })

/** Something that happened: when, who, what, and what it changed. */
export const HistoryEntry = z
  .strictObject({
    /** The version of the aggregate after it. */
    version: z.int(),
    at: Instant,
    /** The account that did it and the role it acted in; shown to the office and the chair. */
    actor: z.string().optional(),
    actorRole: z.string().optional(),
    type: z.string(),
    zh: z.string(),
    en: z.string(),
    reason: z.string().optional(),
    amendmentId: Id.optional(),
    changes: z.array(FieldChange),
  })
  .meta({ id: 'HistoryEntry' })
export type HistoryEntry = z.infer<typeof HistoryEntry>

/** A command that the actor may send now. */
const NextStep = z.strictObject({ command: z.string(), zh: z.string(), en: z.string() }).meta({ id: 'NextStep' })

const planHead = { planId: Id, year: PlanYear, title: z.string(), state: PlanState }

export const PlanSummary = z
  .strictObject({
    ...planHead,
    items: z.int(),
    adoptedOn: LocalDate.optional(),
    documentNumber: z.string().optional(),
    published: z.boolean(),
  })
  .meta({ id: 'PlanSummary' })

export const Plans = query(
  'consultations.plans',
  '/plans',
  { zh: '历年协商计划', en: 'The plans of all years, newest first' },
  { ...pageParams, year: z.coerce.number().int().min(2000).max(2100).optional() },
  page(PlanSummary),
)

const Amendment = z
  .strictObject({
    amendmentId: Id,
    number: z.int(),
    adoptedBy: AdoptingBody,
    documentNumber: z.string(),
    decidedOn: LocalDate,
    reason: z.string(),
    added: z.int(),
    changed: z.int(),
    cancelled: z.int(),
  })
  .meta({ id: 'PlanAmendment' })

export const PlanView = z
  .strictObject({
    ...planHead,
    /** For `If-Match`. */
    version: z.int(),
    topicCall: z
      .strictObject({ notice: z.string(), deadline: LocalDate, open: z.boolean(), asked: z.array(AskedParty) })
      .optional(),
    opinions: z.array(
      z.strictObject({
        unit: Named,
        due: LocalDate,
        opinion: PlanOpinion.optional(),
        text: z.string().optional(),
        givenAt: Instant.optional(),
      }),
    ),
    deliberation: z.strictObject({ body: DeliberatingBody, meeting: z.string(), heldOn: LocalDate }).optional(),
    adoption: z.strictObject({ adoptedBy: AdoptingBody, documentNumber: z.string(), decidedOn: LocalDate }).optional(),
    forwarding: z
      .strictObject({
        documentNumber: z.string(),
        forwardedOn: LocalDate,
        readBy: LocalDate.optional(),
        recipients: z.int(),
        read: z.int(),
      })
      .optional(),
    amendments: z.array(Amendment),
    publishedAt: Instant.optional(),
    counts: z.array(StateCount),
    /** How many items of each form are in the plan or its draft. */
    forms: z.array(z.strictObject({ form: PlanForm, count: z.int() })),
    /** 2022年度协商计划共17项，其中未开始9项、已排期3项、已报送5项。 */
    sentence: Sentence,
    next: z.array(NextStep),
  })
  .meta({ id: 'Plan' })

export const PlanById = query(
  'consultations.plan',
  '/plans/:planId',
  { zh: '年度协商计划', en: 'One plan: how it came about, what was decided, how far it is' },
  { planId: Id },
  PlanView,
)

export const PlanAmendment = query(
  'consultations.plan-amendment',
  '/plans/:planId/amendments/:number',
  { zh: '计划调整对照', en: 'One amendment: its decision, and each item before and after' },
  { planId: Id, number: z.coerce.number().int().min(1).max(1000) },
  Amendment.extend({
    items: z.array(
      z.strictObject({
        itemId: Id,
        topic: z.string(),
        change: z.enum(['ADD', 'CHANGE', 'CANCEL']),
        reason: z.string().optional(),
        changes: z.array(FieldChange),
      }),
    ),
  }),
)

export const PlanHistory = query(
  'consultations.plan-history',
  '/plans/:planId/history',
  { zh: '计划编制过程', en: 'What happened to the plan, oldest first' },
  { planId: Id },
  z.strictObject({ items: z.array(HistoryEntry) }),
)

const itemHead = {
  itemId: Id,
  planId: Id,
  year: PlanYear,
  state: ItemState,
  stateSince: Instant,
  form: PlanForm.optional(),
  formLabel: z.string().optional(),
  topic: z.string(),
  section: z.string().optional(),
  months: z.array(z.int()),
  recurrence: Recurrence.optional(),
  timeLabel: z.string().optional(),
  leadBody: Named.optional(),
  leaderMemberId: Id.optional(),
  leaderPost: z.string().optional(),
  counterpartUnits: z.array(Named),
  partnerCommittees: z.array(CommitteeId),
  joint: z.array(JointLink),
}

export const PlanItemRow = z.strictObject(itemHead).meta({ id: 'PlanItemRow' })
export type PlanItemRow = z.infer<typeof PlanItemRow>

/** One or several of a list, `form=THEMATIC&form=JOINT`. */
const several = <S extends z.ZodType>(item: S) => z.union([item, z.array(item).min(1).max(30)]).optional()

export const PlanItems = query(
  'consultations.plan-items',
  '/plan-items',
  { zh: '计划事项列表', en: 'Plan items, filtered and sorted, with a count by state' },
  {
    ...pageParams,
    planId: Id.optional(),
    year: z.coerce.number().int().min(2000).max(2100).optional(),
    form: several(PlanForm),
    state: several(ItemState),
    /** Items planned for this month. */
    month: z.coerce.number().int().min(1).max(12).optional(),
    leadBodyId: Id.optional(),
    counterpartUnitId: Id.optional(),
    compactId: line(100).optional(),
    /** Words in topic and summary, also inside Chinese words; simplified and traditional are one. */
    text: line(100).optional(),
    /** Only topics that the actor suggested. */
    mine: z.enum(['true', 'false']).default('false'),
    /** `changed` begins with the latest, `month` and `plan` with the latest year; `desc` turns an order round. */
    sort: z.enum(['month', 'plan', 'topic', 'state', 'changed']).default('month'),
    direction: z.enum(['asc', 'desc']).default('asc'),
  },
  // No counts where more than ten thousand items match, or a thousand by their words.
  page(PlanItemRow).extend({ counts: z.array(StateCount), sentence: Sentence }),
)

/** How far a project or an appraisal of supervision is decided on. */
export const PlanItemProjectState = z
  .enum(['PROPOSED', 'PLANNED', 'CLOSED', 'CANCELLED'])
  .meta({ id: 'PlanItemProjectState' })
export type PlanItemProjectState = z.infer<typeof PlanItemProjectState>

export const PlanItemView = z
  .strictObject({
    ...itemHead,
    /** For `If-Match`. */
    version: z.int(),
    /** Of the plan, for what amends it by what stands here. */
    planVersion: z.int(),
    details: ItemDetails.optional(),
    summary: z.string().optional(),
    coBodies: z.array(Named),
    participantBodies: z.array(Named),
    counterpartRank: CounterpartRank.optional(),
    /** Who suggested the topic and why, when it came from a call. */
    proposal: z
      .strictObject({ source: TopicSource, reason: z.string().optional(), late: z.boolean(), own: z.boolean() })
      .optional(),
    mergedFrom: z.array(z.strictObject({ itemId: Id, topic: z.string() })),
    mergedInto: Id.optional(),
    /** Why it was declined, withdrawn or cancelled. */
    endReason: z.string().optional(),
    withheld: z.boolean(),
    /** 监督项目 that answer the item, for the office and the chairs. */
    projects: z.array(z.strictObject({ projectId: Id, state: PlanItemProjectState })).optional(),
    /** 民主评议 that answer it, for the same. */
    appraisals: z.array(z.strictObject({ appraisalId: Id, state: PlanItemProjectState })).optional(),
    history: z.array(HistoryEntry),
    next: z.array(NextStep),
  })
  .meta({ id: 'PlanItem' })

export const PlanItemById = query(
  'consultations.plan-item',
  '/plan-items/:itemId',
  { zh: '计划事项', en: 'One plan item with its whole history and what may be done next' },
  { itemId: Id },
  PlanItemView,
)

export const PlanYearView = query(
  'consultations.plan-year',
  '/plans/:planId/year',
  { zh: '计划年历', en: 'The plan by month; items without a month stand apart' },
  { planId: Id },
  z.strictObject({
    year: PlanYear,
    months: z.array(z.strictObject({ month: z.int(), items: z.array(PlanItemRow) })).length(12),
    unscheduled: z.array(PlanItemRow),
  }),
)

export const PlanReaders = query(
  'consultations.plan-readers',
  '/plans/:planId/readers',
  { zh: '批转阅知情况', en: 'Who has and who has not confirmed reading the forwarded plan' },
  { planId: Id, read: z.enum(['all', 'read', 'unread']).default('all'), ...pageParams },
  page(
    z.strictObject({
      recipient: PlanRecipient,
      name: z.string().optional(),
      forwardedOn: LocalDate,
      documentNumber: z.string(),
      readBy: LocalDate.optional(),
      overdue: z.boolean(),
      readAt: Instant.optional(),
      reminders: z.int(),
      remindedAt: Instant.optional(),
    }),
  ).extend({ recipients: z.int(), unread: z.int() }),
)

/** 公开的计划事项. */
const PublishedItem = z
  .strictObject({
    itemId: Id,
    form: PlanForm,
    formLabel: z.string().optional(),
    topic: z.string(),
    section: z.string().optional(),
    months: z.array(z.int()),
    recurrence: Recurrence.optional(),
    timeLabel: z.string().optional(),
    leadBody: z.string().optional(),
    counterpartUnits: z.array(z.string()),
    partnerCommittees: z.array(CommitteeId),
    progress: z.enum(['PLANNED', 'UNDERWAY', 'HELD', 'CLOSED', 'CANCELLED']),
  })
  .meta({ id: 'PublishedItem' })

export const PublishedPlan = query(
  'consultations.published-plan',
  '/published-plans/:year',
  { zh: '公开的年度协商计划', en: 'The published plan of a year' },
  { year: z.coerce.number().int().min(2000).max(2100) },
  z.strictObject({
    year: PlanYear,
    title: z.string(),
    adoptedBy: AdoptingBody,
    documentNumber: z.string(),
    decidedOn: LocalDate,
    publishedAt: Instant,
    amendments: z.array(z.strictObject({ number: z.int(), documentNumber: z.string(), decidedOn: LocalDate })),
    items: z.array(PublishedItem),
  }),
)

export const PlanImportPreview = importPreview('consultations')
