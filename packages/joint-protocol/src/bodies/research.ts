import { z } from 'zod'
import { Approval, CommitteeId, Day, DecisionId, EntryId, FullText, Line, Prose } from '../primitives.ts'
import { Files } from '../file-ref.ts'
import { versionPart } from './version-part.ts'

/** 联合调研: `plan` by the leading side, `field` by each side when its own field work begins. */
export const Research = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('plan'),
    topic: DecisionId,
    title: Line,
    outline: Prose,
    lead: CommitteeId,
    from: Day,
    to: Day,
  }),
  z.strictObject({ act: z.literal('field'), research: EntryId, angle: Line, from: Day }),
])
export type Research = z.infer<typeof Research>

/** 分报告: a side's own report; its own word, nobody else signs it. */
export const ResearchReport = z.strictObject({ research: EntryId, title: Line, text: FullText, files: Files })
export type ResearchReport = z.infer<typeof ResearchReport>

/** 总报告: the consolidated report, a decision of all sides. `reservations` are printed in its annex. */
export const ConsolidatedReportVersion = z.strictObject({
  ...versionPart,
  research: EntryId,
  title: Line,
  text: FullText,
  reports: z.array(EntryId).max(64),
  reservations: z.array(EntryId).max(64),
})
export type ConsolidatedReportVersion = z.infer<typeof ConsolidatedReportVersion>

/** 保留意见: a side's reservation on a report, printed in the annex. */
export const Reservation = z.strictObject({ about: EntryId, text: Prose })
export type Reservation = z.infer<typeof Reservation>

/** 认可: a side's own body has approved of a report. */
export const Endorsement = z.strictObject({ about: EntryId, approval: Approval, note: Prose.nullable() })
export type Endorsement = z.infer<typeof Endorsement>
