import { z } from 'zod'
import { Day, EntryId, FileHash, FullText, Line } from '../primitives.ts'

/** A code that stays the same on every level. */
const Code = z
  .string()
  .max(40)
  .regex(/^\S(.*\S)?$/u)
const count = z.int().min(0).max(1_000_000)

/** 监督方案模板: what the upper side has every level supervise. The entry names the template. */
export const SupervisionTemplate = z
  .strictObject({
    act: z.literal('supervision-template'),
    topic: Line,
    /** 监督形式, by the code of the upper side. */
    form: Code,
    year: z.int().min(1949).max(2199),
    startsOn: Day,
    endsOn: Day,
    indicators: z
      .array(z.strictObject({ code: Code, name: Line, unit: Line.nullable() }))
      .max(50)
      .refine(isDistinct),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn)
export type SupervisionTemplate = z.infer<typeof SupervisionTemplate>

/** 层级监督报告: what one level sends up of its own project: counts, a number for each indicator, and the report's hash. */
export const SupervisionLevel = z
  .strictObject({
    act: z.literal('supervision-level'),
    template: EntryId,
    /** 1 is the first report; each correction is one more. */
    revision: z.int().min(1).max(1_000),
    state: Code,
    visits: count,
    findings: count,
    listed: count,
    verified: count,
    indicators: z
      .array(z.strictObject({ code: Code, value: z.number().min(-1e12).max(1e12) }))
      .max(50)
      .refine(isDistinct),
    reportSha256: FileHash,
    approvedOn: Day,
    /** 公开文本: crosses only where the compact lists the class. */
    text: FullText.nullable(),
  })
  .refine(({ findings, listed, verified }) => verified <= listed && listed <= findings)
export type SupervisionLevel = z.infer<typeof SupervisionLevel>

function isDistinct(all: readonly { code: string }[]): boolean {
  return new Set(all.map(({ code }) => code)).size === all.length
}
