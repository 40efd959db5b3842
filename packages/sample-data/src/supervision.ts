import { supervision as contracts } from '@lianxie/contracts'
import { z } from 'zod'
import data from '../data/supervision.json' with { type: 'json' }

/** 监督项目: a made-up project that every committee of the sample carries on until its findings are gathered. */
export const SampleSupervision = z.strictObject({
  id: z.string(),
  /** For a committee whose plan has no item of supervision; else the topic of that item. */
  topic: z.string(),
  /** The slug of the unit that is supervised where the plan names none. */
  unit: z.string(),
  plan: z.string(),
  group: z.string(),
  visits: z.array(
    z.strictObject({
      kind: contracts.VisitKind,
      place: z.string(),
      notes: z.string(),
      findings: z.array(
        z.strictObject({
          severity: contracts.Severity,
          subject: z.string(),
          fact: z.string(),
          basis: z.string().optional(),
          suggestion: z.string(),
        }),
      ),
    }),
  ),
  synthetic: z.literal(true),
})
export type SampleSupervision = z.infer<typeof SampleSupervision>

export const sampleSupervision: SampleSupervision = SampleSupervision.parse(data)
