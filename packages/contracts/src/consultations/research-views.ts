import { z } from 'zod'
import { query } from '../define.ts'
import { Id, Instant, line, page, pageParams, personal } from '../primitives.ts'
import { HistoryEntry } from './plan-views.ts'
import { FileRef } from './session.ts'
import { several } from '../common/several.ts'

/** 调研组状态. */
export const ResearchState = z
  .enum([
    'FORMED', // 已组建
    'REPORTED', // 已提交报告
    'COMPLETED', // 已结束
    'DISSOLVED', // 已撤销
  ])
  .meta({ id: 'ResearchState' })
export type ResearchState = z.infer<typeof ResearchState>

const row = {
  researchId: Id,
  itemId: Id,
  title: z.string(),
  state: ResearchState,
  leaderId: Id,
  secretaryId: Id,
  formedAt: Instant,
  visits: z.int(),
  reportVersion: z.int(),
}
export const ResearchRow = z.strictObject(row).meta({ id: 'ResearchRow' })

export const ResearchGroups = query(
  'consultations.research-groups',
  '/research-groups',
  { zh: '调研组列表', en: 'Research groups, newest first; members see those that they belong to' },
  { ...pageParams, itemId: Id.optional(), state: several(ResearchState), text: line(100).optional() },
  page(ResearchRow),
)

export const ResearchGroupById = query(
  'consultations.research-group',
  '/research-groups/:researchId',
  { zh: '调研组', en: 'One research group with its members, visits and reports' },
  { researchId: Id },
  ResearchRow.extend({
    version: z.int(),
    members: z.array(
      z.strictObject({
        memberId: Id,
        duty: z.enum(['LEADER', 'SECRETARY', 'MEMBER']),
        /** 利益关联: declared when; what it is, the office and the chairs read. */
        conflictDeclaredAt: Instant.optional(),
        conflictNote: personal(z.string()).optional(),
      }),
    ),
    visitList: z.array(
      z.strictObject({
        visitId: Id,
        place: z.string(),
        purpose: z.string(),
        startsAt: Instant,
        unitIds: z.array(Id),
        state: z.enum(['PLANNED', 'HELD', 'CANCELLED']),
        heldAt: Instant.optional(),
        memberIds: z.array(Id),
        notes: personal(z.string()).optional(),
        files: z.array(FileRef),
        reason: z.string().optional(),
      }),
    ),
    reports: z.array(
      z.strictObject({
        version: z.int(),
        title: z.string(),
        summary: z.string(),
        file: FileRef,
        submittedAt: Instant,
      }),
    ),
    history: z.array(HistoryEntry),
  }).meta({ id: 'ResearchGroup' }),
)
