import { supervision } from '@lianxie/contracts'
import { z } from 'zod'

const words = z.string().min(1).max(60)

/** The answers to which `supervision.appraisalWeights` gives points. */
const WEIGHTED = ['satisfied', 'basically', 'dissatisfied'] as const

/**
 * 评议等次: what a ballot offers. It counts for points of its own, or for those that the rule on weights gives to an answer;
 * one with neither, 不了解, is counted and left out of the score.
 */
export const AppraisalOptionRule = z
  .strictObject({
    code: supervision.AppraisalCode,
    zh: words,
    en: words,
    counts: z.enum(WEIGHTED).optional(),
    points: z.int().min(0).max(100).optional(),
  })
  .refine(({ counts, points }) => counts === undefined || points === undefined, 'either a weight or points')
export type AppraisalOptionRule = z.infer<typeof AppraisalOptionRule>
export const AppraisalOptionRules = z
  .array(AppraisalOptionRule)
  .min(2)
  .max(10)
  .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'a code may occur once')
  .refine(
    (all) => all.some(({ counts, points }) => counts !== undefined || points !== undefined),
    'one option at least must count for points',
  )

export const APPRAISAL_OPTIONS: AppraisalOptionRule[] = [
  { code: 'SATISFIED', zh: '满意', en: 'satisfied', counts: 'satisfied' },
  { code: 'BASICALLY', zh: '基本满意', en: 'basically satisfied', counts: 'basically' },
  { code: 'DISSATISFIED', zh: '不满意', en: 'dissatisfied', counts: 'dissatisfied' },
  { code: 'UNKNOWN', zh: '不了解', en: 'does not know' },
]

/** The seven items that 平昌 appraises; their weights are a choice of the product. */
export const APPRAISAL_ITEMS: supervision.AppraisalItem[] = [
  { code: 'TEAM', zh: '班子建设', en: 'leadership team', weight: 0.15 },
  { code: 'STYLE', zh: '工作作风', en: 'style of work', weight: 0.15 },
  { code: 'EFFICIENCY', zh: '办事效率', en: 'efficiency', weight: 0.15 },
  { code: 'SERVICE', zh: '服务质量', en: 'service', weight: 0.15 },
  { code: 'INTEGRITY', zh: '廉洁自律', en: 'integrity', weight: 0.15 },
  { code: 'RESULTS', zh: '工作实绩', en: 'results', weight: 0.15 },
  { code: 'IMAGE', zh: '社会形象', en: 'public image', weight: 0.1 },
]

type Weights = Record<(typeof WEIGHTED)[number], number>

/** The options with the points for which each counts. */
export const appraisalOptions = (
  rules: readonly AppraisalOptionRule[],
  weights: Weights,
): supervision.AppraisalOption[] =>
  rules.map(({ code, zh, en, counts, points }) => {
    const own = counts === undefined ? points : weights[counts]
    return { code, zh, en, ...(own !== undefined && { points: own }) }
  })
