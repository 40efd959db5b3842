import { z } from 'zod'
import { Id, line } from '../primitives.ts'

/** 民主评议状态, after `domain.md` §2.3. */
export const APPRAISAL_STATES = {
  PROPOSED: { zh: '待审定', en: 'proposed' },
  PLANNED: { zh: '已审定', en: 'agreed to' },
  MOBILISED: { zh: '已动员', en: 'mobilised' },
  QUESTIONNAIRE: { zh: '问卷调查', en: 'citizens are asked' },
  HEARING: { zh: '听取报告', en: 'reports are heard' },
  VOTED: { zh: '已投票', en: 'voted' },
  SCORED: { zh: '已宣布结果', en: 'result declared' },
  OPINION_LETTER: { zh: '拟发意见书', en: 'opinion letters' },
  RECTIFYING: { zh: '整改中', en: 'being rectified' },
  RECHECKED: { zh: '已复查', en: 'looked at again' },
  CLOSED: { zh: '办结', en: 'closed' },
  CANCELLED: { zh: '已取消', en: 'cancelled' },
} as const
export type AppraisalState = keyof typeof APPRAISAL_STATES
export const AppraisalState = z
  .enum(Object.keys(APPRAISAL_STATES) as [AppraisalState, ...AppraisalState[]])
  .meta({ id: 'DemocraticAppraisalState' })

/** A code for programs, the same on every sheet: `SATISFIED`, `TEAM`. */
export const AppraisalCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,39}$/)
  .meta({ id: 'DemocraticAppraisalCode' })

const words = line(60)
const distinctCodes = <S extends z.ZodType<{ code: string }>>(item: S, least: number, most: number) =>
  z
    .array(item)
    .min(least)
    .max(most)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'a code may occur once')

/** 评议项目: what of a unit is appraised, and its weight in the score; weights have four digits at most. */
export const AppraisalItem = z
  .strictObject({ code: AppraisalCode, zh: words, en: words, weight: z.number().gt(0).max(1).multipleOf(0.0001) })
  .meta({ id: 'DemocraticAppraisalItem' })
export type AppraisalItem = z.infer<typeof AppraisalItem>

/** All that is appraised; the weights make one. */
export const AppraisalItems = distinctCodes(AppraisalItem, 1, 20).refine(
  (items) => items.reduce((sum, { weight }) => sum + Math.round(weight * 10_000), 0) === 10_000,
  'the weights must make one',
)

/** 评议等次: what a ballot offers, and the points it counts for. One without points, 不了解, is counted and not scored. */
export const AppraisalOption = z
  .strictObject({ code: AppraisalCode, zh: words, en: words, points: z.int().min(0).max(100).optional() })
  .meta({ id: 'DemocraticAppraisalOption' })
export type AppraisalOption = z.infer<typeof AppraisalOption>
export const AppraisalOptions = distinctCodes(AppraisalOption, 2, 10)

const count = z.int().min(0).max(100_000)

/** 计票结果: how often each option was chosen for each item of each unit; every one of them is named. */
export const AppraisalCounts = z
  .array(
    z.strictObject({
      unitId: Id,
      items: z
        .array(
          z.strictObject({
            item: AppraisalCode,
            counts: z
              .array(z.strictObject({ option: AppraisalCode, count }))
              .min(1)
              .max(10),
          }),
        )
        .min(1)
        .max(20),
    }),
  )
  .min(1)
  .max(50)
  .meta({ id: 'DemocraticAppraisalCounts' })
export type AppraisalCounts = z.infer<typeof AppraisalCounts>

/** 到会与票数: those entitled to vote, those who attended, ballots issued, returned and valid. */
export const appraisalTurnout = {
  entitled: count.min(1),
  attended: count,
  issued: count,
  returned: count,
  valid: count,
}
export const AppraisalTurnout = z.strictObject(appraisalTurnout).meta({ id: 'DemocraticAppraisalTurnout' })
export type AppraisalTurnout = z.infer<typeof AppraisalTurnout>

/** 票决是否有效: by attendance, by ballots, and by whether there are enough of them to keep each secret. */
export const VOTE_VERDICTS = {
  VALID: { zh: '有效', en: 'valid' },
  NO_QUORUM: { zh: '到会人数不足，无效', en: 'invalid: too few attended' },
  OVER_RETURNED: { zh: '收回票数多于发出票数，无效', en: 'invalid: more ballots were returned than issued' },
  TOO_FEW: { zh: '有效票过少，不予公布', en: 'withheld: too few valid ballots' },
} as const
export type VoteVerdict = keyof typeof VOTE_VERDICTS
export const VoteVerdict = z.enum(Object.keys(VOTE_VERDICTS) as [VoteVerdict, ...VoteVerdict[]]).meta({
  id: 'DemocraticAppraisalVerdict',
})

/** 得分: in points of a hundred with two digits; absent where nobody chose an option with points. */
const score = z.number().min(0).max(100).optional()
export const UnitScore = z
  .strictObject({
    unitId: Id,
    score,
    items: z.array(z.strictObject({ item: AppraisalCode, rated: count, score })).max(20),
  })
  .meta({ id: 'DemocraticAppraisalScore' })
export type UnitScore = z.infer<typeof UnitScore>

/** 复查结果 */
export const RecheckResult = z.enum(['PASSED', 'AGAIN']).meta({ id: 'DemocraticAppraisalRecheck' })
export type RecheckResult = z.infer<typeof RecheckResult>
