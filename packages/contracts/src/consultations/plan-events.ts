import { z } from 'zod'
import { event } from '../define.ts'
import { Id, line, LocalDate, text } from '../primitives.ts'
import { itemDetails, TopicSource } from './plan-item.ts'

const year = z.int().min(2000).max(2100)
const item = { itemId: Id, planId: Id, year }

export const PlanOpened = event(
  'consultations.plan-opened',
  1,
  { zh: '年度协商计划开始编制', en: 'Work on the plan of a year began', aggregate: 'plan', key: 'planId' },
  { planId: Id, year, title: line(100) },
)

export const PlanAdopted = event(
  'consultations.plan-adopted',
  1,
  { zh: '年度协商计划经党委审定', en: 'The party committee adopted the plan', aggregate: 'plan', key: 'planId' },
  {
    planId: Id,
    year,
    title: line(100),
    /** 审定机关, 区委常委会会议. */
    adoptedBy: line(60),
    documentNumber: line(60),
    adoptedOn: LocalDate,
    itemIds: z.array(Id).max(1000),
  },
)

export const ItemProposed = event(
  'consultations.item-proposed',
  1,
  { zh: '议题建议已提出', en: 'A topic was suggested for the plan', aggregate: 'item', key: 'itemId' },
  { ...item, topic: line(200), reason: text(2000).optional(), source: TopicSource },
)

export const ItemPlanned = event(
  'consultations.item-planned',
  1,
  { zh: '事项列入计划草案', en: 'An item came into the draft plan', aggregate: 'item', key: 'itemId' },
  { ...item, ...itemDetails },
)

export const ItemAdopted = event(
  'consultations.item-adopted',
  1,
  { zh: '计划事项已审定', en: 'An item is part of the adopted plan', aggregate: 'item', key: 'itemId' },
  { ...item, ...itemDetails, amendmentId: Id.optional() },
)

export const ItemChanged = event(
  'consultations.item-changed',
  1,
  {
    zh: '计划事项已修改',
    en: 'An item was changed, as a draft or by an amendment of the adopted plan',
    aggregate: 'item',
    key: 'itemId',
  },
  { ...item, ...itemDetails, amendmentId: Id.optional(), reason: text(500).optional() },
)

export const ItemWithdrawn = event(
  'consultations.item-withdrawn',
  1,
  {
    zh: '计划事项已撤回或取消',
    en: 'An item was withdrawn, or cancelled by an amendment of the adopted plan',
    aggregate: 'item',
    key: 'itemId',
  },
  { ...item, state: z.enum(['WITHDRAWN', 'CANCELLED']), amendmentId: Id.optional(), reason: text(500) },
)
