import { z } from 'zod'
import { event } from '../define.ts'
import { Id, Instant, line, text } from '../primitives.ts'
import { FileRef } from './session.ts'

const about = { aggregate: 'research', key: 'researchId' } as const
const group = { leaderId: Id, secretaryId: Id, memberIds: z.array(Id).max(100) }

export const ResearchGroupFormed = event(
  'consultations.research-group-formed',
  1,
  { zh: '调研组已组建', en: 'A research group was formed', ...about },
  { researchId: Id, itemId: Id, title: line(200), ...group },
)
export const ResearchGroupChanged = event(
  'consultations.research-group-changed',
  1,
  { zh: '调研组已调整', en: 'A research group was changed', ...about },
  { researchId: Id, ...group, reason: text(500) },
)
export const ResearchConflictDeclared = event(
  'consultations.research-conflict-declared',
  1,
  { zh: '已申报利益关联', en: 'A member of a group declared an interest in the matter', ...about },
  { researchId: Id, memberId: Id },
)
export const ResearchVisitPlanned = event(
  'consultations.research-visit-planned',
  1,
  { zh: '调研走访已安排', en: 'A visit was planned', ...about },
  {
    researchId: Id,
    visitId: Id,
    place: line(200),
    purpose: line(200),
    startsAt: Instant,
    unitIds: z.array(Id).max(50),
  },
)
export const ResearchVisitHeld = event(
  'consultations.research-visit-held',
  1,
  { zh: '调研走访已进行', en: 'A visit took place; its notes stay with the committee', ...about },
  {
    researchId: Id,
    visitId: Id,
    heldAt: Instant,
    memberIds: z.array(Id).min(1).max(100),
    files: z.array(FileRef).max(20),
  },
)
export const ResearchVisitCancelled = event(
  'consultations.research-visit-cancelled',
  1,
  { zh: '调研走访已取消', en: 'A visit was cancelled', ...about },
  { researchId: Id, visitId: Id, reason: text(500) },
)
export const ResearchReportSubmitted = event(
  'consultations.research-report-submitted',
  1,
  { zh: '调研报告已提交', en: 'A version of the report was handed in', ...about },
  {
    researchId: Id,
    itemId: Id,
    version: z.int().positive(),
    title: line(200),
    summary: text(4000),
    file: FileRef,
  },
)
export const ResearchCompleted = event(
  'consultations.research-completed',
  1,
  { zh: '调研已结束', en: 'The research is done', ...about },
  { researchId: Id, itemId: Id, reportVersion: z.int().positive() },
)
export const ResearchGroupDissolved = event(
  'consultations.research-group-dissolved',
  1,
  { zh: '调研组已撤销', en: 'A research group was dissolved', ...about },
  { researchId: Id, itemId: Id, reason: text(500) },
)
