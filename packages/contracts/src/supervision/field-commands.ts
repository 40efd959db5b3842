import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { command } from '../define.ts'
import { Id, Instant, line, personal, text } from '../primitives.ts'
import { distinctIds, Reason, Severity, VisitKind } from './supervision.ts'

const files = z.array(FileRef).max(20).default([])

const planned = {
  visitId: Id,
  kind: VisitKind,
  place: line(200),
  unitIds: distinctIds(50).default([]),
  startsAt: Instant,
  /** 走访目的. */
  purpose: personal(text(2000)).optional(),
}
export const PlanVisit = command(
  'supervision.plan-visit',
  { zh: '安排监督走访', en: 'Plans a visit of a group; its units see it unless it is unannounced' },
  { ...planned, projectId: Id, groupId: Id },
)
export const ChangePlannedVisit = command(
  'supervision.change-planned-visit',
  { zh: '调整监督走访安排', en: 'Changes a visit that did not take place yet' },
  { ...planned, reason: Reason },
)
export const CancelVisit = command(
  'supervision.cancel-visit',
  { zh: '取消监督走访', en: 'Cancels a visit that did not take place' },
  { visitId: Id, reason: Reason },
)

/** Ids are made by the phone that records: what is sent twice is stored once. */
export const RecordVisit = command(
  'supervision.record-visit',
  { zh: '登记监督走访', en: 'Records a visit that took place; its id is made by whoever records it' },
  {
    visitId: Id,
    projectId: Id,
    groupId: Id,
    kind: VisitKind,
    place: line(200),
    unitIds: distinctIds(50).default([]),
    heldAt: Instant,
    memberIds: distinctIds(100).min(1),
    notes: personal(text(20_000)).optional(),
    files,
  },
)
const found = {
  severity: Severity,
  /** 问题类别: by which repeated ones are counted. */
  subject: line(60),
  /** 责任单位. */
  unitId: Id,
  fact: personal(text(4000)),
  basis: personal(text(2000)).optional(),
  suggestion: personal(text(2000)).optional(),
  files,
}
export const CorrectVisit = command(
  'supervision.correct-visit',
  { zh: '更正走访记录', en: 'Corrects what was recorded of a visit; the earlier entry stays for auditors' },
  {
    visitId: Id,
    kind: VisitKind,
    place: line(200),
    unitIds: distinctIds(50).default([]),
    heldAt: Instant,
    memberIds: distinctIds(100).min(1),
    notes: personal(text(20_000)).optional(),
    files,
    reason: Reason,
  },
)
export const RaiseFinding = command(
  'supervision.raise-finding',
  { zh: '登记发现的问题', en: 'Records what a group found; its id is made by whoever records it' },
  {
    findingId: Id,
    visitId: Id,
    ...found,
  },
)
export const ReviseFinding = command(
  'supervision.revise-finding',
  { zh: '修改发现的问题', en: 'Words a finding anew before it is listed; by who raised it, or the office' },
  { findingId: Id, ...found },
)
export const DropFinding = command(
  'supervision.drop-finding',
  { zh: '问题不列入清单', en: 'Leaves a finding out of the list' },
  { findingId: Id, reason: Reason },
)
