import { z } from 'zod'
import { IndicatorValue, SupervisionLevelReport } from '../joint/supervision.ts'
import { Sha256, text } from '../primitives.ts'

/** 方案模板: named by the signed entry of the upper committee. */
export const TemplateId = Sha256

/** What the office says of its own level: a number for each indicator, and the hash of the agreed report. */
export const levelWords = {
  indicators: z
    .array(IndicatorValue)
    .max(50)
    .default([])
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length),
  /** 监督报告: the file that was submitted for the project, by its SHA-256. */
  reportSha256: Sha256,
}

export const PublicText = text(60_000)

/** 出域内容: exactly what would leave. */
export const OutboundLevelReport = SupervisionLevelReport.omit({ approvedOn: true }).meta({
  id: 'OutboundLevelReport',
})
export type OutboundLevelReport = z.infer<typeof OutboundLevelReport>
