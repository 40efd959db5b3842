import { z } from 'zod'
import { query } from '../define.ts'
import { Id, Instant, line, LocalDate, page, pageParams } from '../primitives.ts'
import { HistoryEntry } from './plan-views.ts'
import { FileRef } from './session.ts'
import { Light } from '../common/light.ts'
import { several } from '../common/several.ts'

/** 承诺状态. */
export const CommitmentState = z
  .enum([
    'OPEN', // 已承诺
    'IN_PROGRESS', // 办理中
    'REPORTED_DONE', // 单位报告办结
    'CLOSED', // 销号
    'WITHDRAWN', // 登记撤销
  ])
  .meta({ id: 'CommitmentState' })
export type CommitmentState = z.infer<typeof CommitmentState>

const row = {
  commitmentId: Id,
  sessionId: Id,
  itemId: Id,
  unitId: Id,
  promise: z.string(),
  state: CommitmentState,
  madeAt: Instant,
  dueOn: LocalDate,
  /** Absent once it is closed. */
  light: Light.optional(),
  daysLeft: z.int().optional(),
  closedAt: Instant.optional(),
  /** 进展: how often the unit has reported. */
  reported: z.int(),
}
export const CommitmentRow = z.strictObject(row).meta({ id: 'CommitmentRow' })

export const Commitments = query(
  'consultations.commitments',
  '/commitments',
  { zh: '承诺清单', en: 'What units promised, the nearest due day first; units see their own' },
  {
    ...pageParams,
    unitId: Id.optional(),
    sessionId: Id.optional(),
    itemId: Id.optional(),
    state: several(CommitmentState),
    /** Open ones past their day, or due within so many days. */
    overdue: z.enum(['true', 'false']).optional(),
    dueWithinDays: z.coerce.number().int().min(0).max(365).optional(),
    text: line(100).optional(),
  },
  page(CommitmentRow).extend({
    /** Of every state, whichever is shown; none where more than ten thousand fit, or a thousand of a search. */
    counts: z.array(z.strictObject({ state: CommitmentState, count: z.int() })),
    /** Open ones past their day. */
    overdue: z.int(),
  }),
)

export const CommitmentById = query(
  'consultations.commitment',
  '/commitments/:commitmentId',
  { zh: '承诺', en: 'One promise with every report on it and its history' },
  { commitmentId: Id },
  CommitmentRow.extend({
    version: z.int(),
    questionId: Id.optional(),
    result: z.string().optional(),
    reason: z.string().optional(),
    reports: z.array(z.strictObject({ at: Instant, progress: z.string(), done: z.boolean(), files: z.array(FileRef) })),
    history: z.array(HistoryEntry),
  }).meta({ id: 'Commitment' }),
)

export const MyTasks = query(
  'consultations.my-tasks',
  '/my-tasks',
  { zh: '本单位待办', en: 'What the unit still owes: answers, carrying out, promises; the nearest due day first' },
  {
    ...pageParams,
    kind: several(z.enum(['ANSWER_SUGGESTION', 'IMPLEMENT_SUGGESTION', 'KEEP_COMMITMENT', 'ANSWER_QUESTION'])),
  },
  page(
    z
      .strictObject({
        kind: z.enum(['ANSWER_SUGGESTION', 'IMPLEMENT_SUGGESTION', 'KEEP_COMMITMENT', 'ANSWER_QUESTION']),
        /** The suggestion, commitment or question. */
        id: Id,
        /** The outcome or session that it belongs to. */
        parentId: Id,
        itemId: Id,
        unitId: Id,
        text: z.string(),
        dueOn: LocalDate.optional(),
        light: Light.optional(),
      })
      .meta({ id: 'UnitTask' }),
  ),
)
