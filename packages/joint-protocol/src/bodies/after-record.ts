import { z } from 'zod'
import { CommitteeId, Day, DecisionId, EntryId, FullText, JointKey, Line, Prose } from '../primitives.ts'
import { Files } from '../file-ref.ts'
import { SupervisionLevel, SupervisionTemplate } from './supervision.ts'
import { TaskState } from './task.ts'

/**
 * 办理结果类别, in letters or in three ways, by the scheme of the side that replied: 已解决或采纳、正在解决或列入计划、暂不能解决、留作参考.
 */
export const ResultClass = z.enum(['A', 'B', 'C', 'D', 'SOLVED', 'PLANNED', 'REFERENCE'])
export type ResultClass = z.infer<typeof ResultClass>

/**
 * 成果报送: a side hands the outcome to its own leadership; of an instruction only the day crosses.
 * 联合提案办理结果: of its own reply to a joint proposal a side tells the class and the day, and for its readers alone.
 * 监督方案模板、层级监督报告: in a vertical compact what the upper side has supervised, and what each level came to.
 */
export const Outcome = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('submit'),
    decision: DecisionId,
    to: z.enum(['own_party_committee', 'own_government', 'upper_committee']),
    title: Line,
    date: Day,
  }),
  z.strictObject({ act: z.literal('instructed'), outcome: EntryId, date: Day }),
  z.strictObject({
    act: z.literal('proposal-result'),
    jointKey: JointKey,
    resultClass: ResultClass,
    repliedOn: Day,
    /** 1 is the first reply; each 再办理 one more. */
    round: z.int().min(1).max(100),
  }),
  SupervisionTemplate,
  SupervisionLevel,
])
export type Outcome = z.infer<typeof Outcome>

/** 轮值交接: the host of a year begins, hands over what is open, and the next host takes over. */
export const Rotation = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('begin'), year: z.int() }),
  z.strictObject({
    act: z.literal('hand-over'),
    year: z.int(),
    to: CommitteeId,
    openTasks: z.array(EntryId).max(500),
    archive: Prose,
    budget: Prose,
  }),
  z.strictObject({ act: z.literal('take-over'), handOver: EntryId }),
])
export type Rotation = z.infer<typeof Rotation>

/** 跟踪问效/“回头看”: what became of a record's tasks. */
export const FollowUp = z.strictObject({
  record: DecisionId,
  period: Line,
  lookBack: z.boolean(),
  text: Prose,
  tasks: z.array(z.strictObject({ task: EntryId, state: TaskState })).max(500),
})
export type FollowUp = z.infer<typeof FollowUp>

/** 方案模板: the upper side's own act in a vertical compact. */
export const Template = z.strictObject({ title: Line, text: FullText, files: Files })
export type Template = z.infer<typeof Template>

/** 退出: the author's last word; refuses every version it had not answered. */
export const Leave = z.strictObject({ reason: Prose })
export type Leave = z.infer<typeof Leave>
