import { z } from 'zod'
import { CommitteeId, Day, DecisionId, EntryId, FullText, Line } from '../primitives.ts'
import { versionPart } from './version-part.ts'

/** 联动协商纪要: the joint record; effective only when every side signed the same version. */
export const RecordVersion = z.strictObject({
  ...versionPart,
  title: Line,
  text: FullText,
  topic: DecisionId.nullable(),
  session: EntryId.nullable(),
  /** An earlier record that this one corrects. */
  corrects: DecisionId.nullable(),
  /** What the sides undertake; each takes it over as a task of its own units. */
  undertakings: z.array(z.strictObject({ side: CommitteeId, title: Line, due: Day.nullable() })).max(100),
})
export type RecordVersion = z.infer<typeof RecordVersion>
