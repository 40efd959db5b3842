import { z } from 'zod'
import { Approval, EntryId, Line, Prose } from '../primitives.ts'

/**
 * 会签/不同意: a member's answer to a version, or to another member's recovery of its keys.
 * Only the first answer to a thing counts. `lapse` is the convenor's word that the deadline has passed.
 */
export const Answer = z.discriminatedUnion('answer', [
  z.strictObject({
    answer: z.literal('countersign'),
    to: EntryId,
    /** The decision of the side's own body, where its rules ask for one. */
    approval: Approval.nullable(),
    /** The item of the side's own annual plan that a topic belongs to. */
    planItem: Line.nullable(),
  }),
  z.strictObject({ answer: z.literal('refuse'), to: EntryId, reason: Prose, lapse: z.boolean() }),
])
export type Answer = z.infer<typeof Answer>

/** 征求意见: a remark on a version, a report, any entry. */
export const Comment = z.strictObject({ about: EntryId, text: Prose })
export type Comment = z.infer<typeof Comment>
