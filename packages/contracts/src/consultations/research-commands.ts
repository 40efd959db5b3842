import { z } from 'zod'
import { command } from '../define.ts'
import { Id, Instant, line, personal, text } from '../primitives.ts'
import { FileRef } from './session.ts'

/** 组长、秘书、成员: members of the directory by id. */
const group = { leaderId: Id, secretaryId: Id, memberIds: z.array(Id).max(100).default([]) }
const researchId = Id

export const FormResearchGroup = command(
  'consultations.form-research-group',
  { zh: '组建调研组', en: 'Forms a research group for a scheduled item' },
  { itemId: Id, title: line(200), ...group },
)
export const ChangeResearchGroup = command(
  'consultations.change-research-group',
  { zh: '调整调研组', en: 'Changes who is in a research group' },
  { researchId, ...group, reason: text(500) },
)
export const DeclareConflict = command(
  'consultations.declare-conflict',
  { zh: '申报利益关联', en: 'Notes that a member of the group has an interest in the matter' },
  { researchId, memberId: Id, note: personal(text(1000)) },
)
export const PlanVisit = command(
  'consultations.plan-visit',
  { zh: '安排调研走访', en: 'Plans a visit of the group' },
  { researchId, place: line(200), purpose: line(200), startsAt: Instant, unitIds: z.array(Id).max(50).default([]) },
)
export const ReportVisit = command(
  'consultations.report-visit',
  { zh: '登记调研走访', en: 'Records that a visit took place, who came and what was seen' },
  {
    researchId,
    visitId: Id,
    heldAt: Instant,
    memberIds: z.array(Id).min(1).max(100),
    notes: personal(text(20_000)),
    files: z.array(FileRef).max(20).default([]),
  },
)
export const CancelVisit = command(
  'consultations.cancel-visit',
  { zh: '取消调研走访', en: 'Cancels a planned visit' },
  { researchId, visitId: Id, reason: text(500) },
)
export const SubmitResearchReport = command(
  'consultations.submit-research-report',
  { zh: '提交调研报告', en: 'Hands in the next version of the report' },
  { researchId, title: line(200), summary: text(4000), file: FileRef },
)
export const CompleteResearch = command(
  'consultations.complete-research',
  { zh: '调研结束', en: 'The research is done; its last report stands' },
  { researchId },
)
export const DissolveResearchGroup = command(
  'consultations.dissolve-research-group',
  { zh: '撤销调研组', en: 'Dissolves a group that will not report' },
  { researchId, reason: text(500) },
)
