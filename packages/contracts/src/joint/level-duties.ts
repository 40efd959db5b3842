import { z } from 'zod'
import { query } from '../define.ts'
import { CommitteeId, Instant, LocalDate, page, pageParams } from '../primitives.ts'
import { CompactId, Hash } from './primitives.ts'

/** 待报层级: a level that owes the report on a template, or the next revision of it. */
export const LevelDuty = z
  .strictObject({
    compactId: CompactId,
    compactName: z.string(),
    templateId: Hash,
    topic: z.string(),
    /** 上级: who published the template. */
    upper: CommitteeId,
    committee: CommitteeId,
    committeeName: z.string(),
    own: z.boolean(),
    /** When the template was signed. */
    since: Instant,
    /** The last day of the template's period. */
    due: LocalDate,
    overdue: z.boolean(),
    /** Of the own level: the revision that was approved and waits to be let go, and the one that was told before. */
    approvedRevision: z.int().optional(),
    toldRevision: z.int().optional(),
  })
  .meta({ id: 'JointLevelDuty' })
export type LevelDuty = z.infer<typeof LevelDuty>

export const LevelDuties = query(
  'joint.level-duties',
  '/level-duties',
  {
    zh: '待报送的层级监督报告',
    en: 'Which levels owe a report on a template, the first due first: all of them for the upper side, for a level its own',
  },
  {
    ...pageParams,
    compactId: CompactId.optional(),
    templateId: Hash.optional(),
    committee: CommitteeId.optional(),
    overdue: z.enum(['true', 'false']).optional(),
    /** Those that are due on this day or before it. */
    dueBy: LocalDate.optional(),
  },
  page(LevelDuty),
)
