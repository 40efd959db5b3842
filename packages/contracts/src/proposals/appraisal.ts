import { z } from 'zod'
import { line } from '../primitives.ts'

/** 办理评议的状态. */
export const AppraisalState = z
  .enum(['OPEN', 'SELF_ASSESSED', 'SCORING', 'SCORED', 'RECTIFYING', 'RECTIFIED', 'CONCLUDED'])
  .meta({ id: 'HandlingAppraisalState' })
export type AppraisalState = z.infer<typeof AppraisalState>

const code = line(40).regex(/^[A-Z][A-Z0-9_]*$/)

/** 评议内容: a code and its weight in a hundred. */
export const AppraisalItem = z
  .strictObject({ code, weight: z.int().min(1).max(100) })
  .meta({ id: 'HandlingAppraisalItem' })
export type AppraisalItem = z.infer<typeof AppraisalItem>

/** 五项评议内容: what is appraised where an appraisal does not say otherwise. */
export const APPRAISAL_ITEMS: readonly (AppraisalItem & { zh: string; en: string })[] = [
  { code: 'LEADERSHIP', weight: 20, zh: '组织领导', en: 'leadership' },
  { code: 'MECHANISM', weight: 20, zh: '办理机制', en: 'way of handling' },
  { code: 'CONSULTATION', weight: 20, zh: '沟通面商', en: 'talks with proposers' },
  { code: 'EFFECT', weight: 20, zh: '办理成效', en: 'effect' },
  { code: 'REPLIES', weight: 20, zh: '规范答复', en: 'replies in form' },
]

/** 打分: points of a hundred for an item. */
export const AppraisalScore = z
  .strictObject({ code, score: z.int().min(0).max(100) })
  .meta({ id: 'HandlingAppraisalScore' })
export type AppraisalScore = z.infer<typeof AppraisalScore>

/** 平均得分, in hundredths. */
export const AppraisalMean = z
  .strictObject({ code, mean: z.number().min(0).max(100) })
  .meta({ id: 'HandlingAppraisalMean' })
export type AppraisalMean = z.infer<typeof AppraisalMean>

/** 评议结论. */
export const AppraisalResult = z
  .enum(['EXCELLENT', 'GOOD', 'ACCEPTABLE', 'NOT_ACCEPTABLE'])
  .meta({ id: 'HandlingAppraisalResult' })
export type AppraisalResult = z.infer<typeof AppraisalResult>

/** Fewer scores than this would show who gave which: their means are told to nobody. */
export const LEAST_SCORES = 5
