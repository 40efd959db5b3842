import { z } from 'zod'
import { Line, Prose } from '../primitives.ts'
import { versionPart } from './version-part.ts'

/** 联动协商议题: a joint topic; each side confirms it by its own countersignature. */
export const TopicVersion = z.strictObject({
  ...versionPart,
  title: Line,
  summary: Prose,
  /** Form of the consultation, a label of the compact. */
  form: Line,
  year: z.int().min(1949).max(2200),
})
export type TopicVersion = z.infer<typeof TopicVersion>
