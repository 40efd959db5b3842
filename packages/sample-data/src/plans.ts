import { CommitteeId, consultations } from '@lianxie/contracts'
import { z } from 'zod'
import huqiu from '../data/plans/huqiu-cppcc.json' with { type: 'json' }
import jiashan from '../data/plans/jiashan-cppcc.json' with { type: 'json' }
import qingpu from '../data/plans/qingpu-cppcc.json' with { type: 'json' }
import wujiang from '../data/plans/wujiang-cppcc.json' with { type: 'json' }
import wuxing from '../data/plans/wuxing-cppcc.json' with { type: 'json' }
import xinbei from '../data/plans/xinbei-cppcc.json' with { type: 'json' }
import xinwu from '../data/plans/xinwu-cppcc.json' with { type: 'json' }
import xiuzhou from '../data/plans/xiuzhou-cppcc.json' with { type: 'json' }
import { units } from './institutions.ts'
import { hasOneOrigin, origin } from './origin.ts'

/** 计划事项: an item of the annual plan of 2022. What the document leaves open (often the month) is absent. */
export const PlanItem = z
  .strictObject({
    id: z.string(),
    committee: CommitteeId,
    year: z.literal(2022),
    serial: z.int().positive(),
    form: consultations.PlanForm,
    /** The committee's own name of the form. */
    formLabel: z.string(),
    topic: z.string(),
    months: z.array(z.int().min(1).max(12)).optional(),
    recurrence: consultations.Recurrence.optional(),
    leadBody: z.string().optional(),
    leadBodyLabel: z.string().optional(),
    /** Whether the document names the body in charge, or it follows from the form. */
    leadBodyBasis: z.enum(['printed', 'implied']).optional(),
    leaderPost: z.string().optional(),
    /** The unit that faces the committee. */
    counterpart: z.string().optional(),
    partners: z.array(CommitteeId).optional(),
    compact: z.string().optional(),
    /** The part of the document: 二.5. */
    section: z.string().optional(),
    /** False for standing work without a topic of its own. */
    topical: z.boolean(),
    ...origin,
  })
  .refine(hasOneOrigin)
export type PlanItem = z.infer<typeof PlanItem>

export const planItems: readonly PlanItem[] = z
  .array(PlanItem)
  .parse([...qingpu, ...wujiang, ...jiashan, ...wuxing, ...huqiu, ...xinwu, ...xinbei, ...xiuzhou])

export const planOf = (committee: CommitteeId): PlanItem[] => planItems.filter((item) => item.committee === committee)

/** The columns of a plan import, in order. */
export const PLAN_COLUMNS = ['序号', '形式', '议题', '月份', '承办机构', '牵头领导', '政府方面', '备注'] as const

/** One line of a plan as an office would keep it; what the plan leaves open is an empty string. */
export interface PlanRow {
  serial: number
  form: string
  subject: string
  /** 1 to 12; several are joined by `、`. */
  month: string
  leadOffice: string
  /** A post, never a name. */
  responsibleLeader: string
  governmentCounterpart: string
  note: string
}

const RECURRENCE = { ONGOING: '常态化', REGULAR: '定期' } as const satisfies Partial<
  Record<consultations.Recurrence, string>
>

/** The plan of a committee as rows for a file to import, in the order of `PLAN_COLUMNS`. */
export function planRows(committee: CommitteeId): PlanRow[] {
  return planOf(committee).map((item) => ({
    serial: item.serial,
    form: consultations.PLAN_FORMS[item.form].zh,
    subject: item.topic,
    month: item.months?.join('、') ?? '',
    // Where the document names leaders as those in charge, they are no body of the directory.
    leadOffice: item.leadBody === undefined ? '' : (item.leadBodyLabel ?? ''),
    responsibleLeader: item.leaderPost ?? (item.leadBody === undefined ? (item.leadBodyLabel ?? '') : ''),
    governmentCounterpart: units.find(({ id }) => id === item.counterpart)?.name ?? '',
    note: item.recurrence ? (RECURRENCE[item.recurrence as keyof typeof RECURRENCE] ?? '') : '',
  }))
}
