import { line, text } from '@lianxie/contracts'
import { z } from 'zod'

/** One row of an uploaded plan as texts, with the lengths that the plan allows. */
export const ImportedItem = z.object({
  form: line(40),
  topic: line(200),
  formLabel: line(40).optional(),
  summary: text(2000).optional(),
  section: line(40).optional(),
  months: line(60).optional(),
  recurrence: line(40).optional(),
  timeLabel: line(40).optional(),
  leadBody: line(400).optional(),
  coBodies: line(2000).optional(),
  leaderPost: line(40).optional(),
  counterpartUnits: line(2000).optional(),
  counterpartRank: line(40).optional(),
  participants: line(2000).optional(),
  partnerCommittees: line(1000).optional(),
})
export type ImportedItem = z.infer<typeof ImportedItem>
