import { z } from 'zod'
import { LocalDate } from '../primitives.ts'
import { Reason } from './supervision.ts'

/** 核查方式: how a group looked whether an issue is mended. */
export const CHECK_WAYS = {
  ON_SITE: { zh: '现场核查', en: 'on the spot' },
  UNANNOUNCED: { zh: '暗访核查', en: 'on the spot, unannounced' },
  DOCUMENTS: { zh: '查阅资料', en: 'from documents' },
  FORUM: { zh: '座谈了解', en: 'in talks' },
} as const
export type CheckWay = keyof typeof CHECK_WAYS
export const CheckWay = z.enum(Object.keys(CHECK_WAYS) as [CheckWay, ...CheckWay[]]).meta({ id: 'SupervisionCheckWay' })

/** 异议复核: the group stands by its finding, or takes it off the list. */
export const RecheckOutcome = z.enum(['UPHELD', 'DROPPED']).meta({ id: 'SupervisionRecheckOutcome' })
export type RecheckOutcome = z.infer<typeof RecheckOutcome>

/** 回头看结果: what was mended has held, or the problem is back. */
export const LookBackOutcome = z.enum(['HOLDS', 'RELAPSED']).meta({ id: 'SupervisionLookBackOutcome' })
export type LookBackOutcome = z.infer<typeof LookBackOutcome>

/** 整改轮次的起因. */
export const RoundCause = z.enum(['LISTED', 'REOPENED', 'RELAPSED']).meta({ id: 'SupervisionRoundCause' })
export type RoundCause = z.infer<typeof RoundCause>

export const MoreTimeState = z.enum(['REQUESTED', 'GRANTED', 'REFUSED']).meta({ id: 'SupervisionMoreTimeState' })
export type MoreTimeState = z.infer<typeof MoreTimeState>

/** 提醒事项: what is owed of an issue. */
export const IssueDuty = z.enum(['RECTIFICATION', 'LOOK_BACK']).meta({ id: 'SupervisionIssueDuty' })
export type IssueDuty = z.infer<typeof IssueDuty>

/** 另定期限: another number of days than the local rules give, or a day, with the reason for it. */
export const OtherTerm = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('DAYS'), days: z.int().min(1).max(366), reason: Reason }),
    z.strictObject({ by: z.literal('DAY'), on: LocalDate, reason: Reason }),
  ])
  .meta({ id: 'SupervisionOtherTerm' })
export type OtherTerm = z.infer<typeof OtherTerm>

/** 整改期限的算法, with which it is counted again after a dispute; a fixed day has none. */
export const RectifyTerm = z
  .strictObject({
    amount: z.int().min(1).max(999),
    unit: z.enum(['working-day', 'day', 'month']),
    dayOff: z.enum(['keep', 'next-working-day', 'previous-working-day']).optional(),
  })
  .meta({ id: 'SupervisionRectifyTerm' })
export type RectifyTerm = z.infer<typeof RectifyTerm>

/** 整改统计指标: what is counted of findings, and of what it is a part (`of`). */
export const ISSUE_FIGURES = {
  FINDINGS: { zh: '发现问题', en: 'found by groups' },
  LISTED: { zh: '列入清单', en: 'put on a list', of: 'FINDINGS' },
  DISPUTED: { zh: '曾提异议', en: 'disputed by the unit', of: 'LISTED' },
  WITHDRAWN: { zh: '复核撤销', en: 'taken off the list after a re-check', of: 'LISTED' },
  ISSUES: { zh: '应整改问题', en: 'listed and not taken off', of: 'LISTED' },
  VERIFIED: { zh: '已销号（销号率）', en: 'verified (the share closed)', of: 'ISSUES' },
  OPEN: { zh: '未销号', en: 'not verified', of: 'ISSUES' },
  OVERDUE: { zh: '逾期未整改', en: 'not rectified when the term ended', of: 'OPEN' },
  TO_VERIFY: { zh: '待核查', en: 'rectified, waiting for the group', of: 'OPEN' },
  REOPENED: { zh: '曾退回重新整改', en: 'reopened at least once', of: 'ISSUES' },
  RELAPSED: { zh: '回头看反弹', en: 'relapsed at a look-back', of: 'ISSUES' },
} as const satisfies Record<string, { zh: string; en: string; of?: string }>
export type IssueFigure = keyof typeof ISSUE_FIGURES
export const IssueFigure = z
  .enum(Object.keys(ISSUE_FIGURES) as [IssueFigure, ...IssueFigure[]])
  .meta({ id: 'SupervisionIssueFigure' })
