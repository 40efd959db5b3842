import { z } from 'zod'
import { line } from '../primitives.ts'
import { Severity } from './supervision.ts'

/** 报送对象. */
export const REPORT_ADDRESSEES = {
  PARTY_COMMITTEE: { zh: '党委', en: 'the party committee' },
  GOVERNMENT: { zh: '政府', en: 'the government' },
} as const
export type ReportAddressee = keyof typeof REPORT_ADDRESSEES
export const ReportAddressee = z
  .enum(Object.keys(REPORT_ADDRESSEES) as [ReportAddressee, ...ReportAddressee[]])
  .meta({ id: 'SupervisionReportAddressee' })

const n = z.int().nonnegative()

/** 报告数字: what the rows of a project came to at the instant of its report, by `FINDING_FIGURES`. */
export const ReportNumbers = z
  .strictObject({
    visits: n,
    findings: n,
    bySeverity: z.array(z.strictObject({ severity: Severity, n })).max(3),
    /** 列入清单, and of those taken off again after a re-check. */
    listed: n,
    withdrawn: n,
    /** 应整改问题: listed and not taken off; the share closed is `verified` of them. */
    issues: n,
    verified: n,
    open: n,
    overdue: n,
    /** Of the verified ones: whole days from the list to the verification; absent without one. */
    medianDays: z.number().nonnegative().optional(),
    /** 重复问题: subjects of several issues. */
    repeated: z.array(z.strictObject({ subject: line(60), n })).max(100),
  })
  .meta({ id: 'SupervisionReportNumbers' })
export type ReportNumbers = z.infer<typeof ReportNumbers>
