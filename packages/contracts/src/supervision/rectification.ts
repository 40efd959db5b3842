import { z } from 'zod'
import { LocalDate } from '../primitives.ts'
import { figuresOf } from './finding-figures.ts'
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

/** 整改统计指标: the figures of rectification, which the board lists. */
export const ISSUE_FIGURES = figuresOf([
  'FINDINGS',
  'LISTED',
  'DISPUTED',
  'WITHDRAWN',
  'ISSUES',
  'VERIFIED',
  'OPEN',
  'OVERDUE',
  'TO_VERIFY',
  'REOPENED',
  'RELAPSED',
])
export type IssueFigure = keyof typeof ISSUE_FIGURES
export const IssueFigure = z
  .enum(Object.keys(ISSUE_FIGURES) as [IssueFigure, ...IssueFigure[]])
  .meta({ id: 'SupervisionIssueFigure' })
