import { z } from 'zod'
import { line, LocalDate, Sha256 } from '../primitives.ts'
import { Indicator, ProjectState, SupervisionForm, SupervisionYear } from '../supervision/supervision.ts'

/** 监督方案模板, as it is signed by the upper side. */
export const supervisionTemplate = {
  topic: line(200),
  form: SupervisionForm,
  year: SupervisionYear,
  startsOn: LocalDate,
  endsOn: LocalDate,
  indicators: z
    .array(Indicator)
    .max(50)
    .default([])
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length),
}

const count = z.int().nonnegative()
/** 指标数值, by the code of the template. */
export const IndicatorValue = z
  .strictObject({ code: line(40), value: z.number().min(-1e12).max(1e12) })
  .meta({ id: 'SupervisionIndicatorValue' })

/** 层级监督报告: everything that may leave of a level's own project, but for the public text. */
export const supervisionLevel = {
  /** 1 is the first report; each correction is one more. */
  revision: z.int().positive().max(1_000),
  state: ProjectState,
  visits: count,
  findings: count,
  listed: count,
  verified: count,
  indicators: z.array(IndicatorValue).max(50),
  /** 监督报告: the hash of the agreed report, which stays where it is. */
  reportSha256: Sha256,
  approvedOn: LocalDate,
}
export const SupervisionLevelReport = z.strictObject(supervisionLevel).meta({ id: 'SupervisionLevelReport' })
export type SupervisionLevelReport = z.infer<typeof SupervisionLevelReport>
