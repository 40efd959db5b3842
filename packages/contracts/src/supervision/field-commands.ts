import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { command } from '../define.ts'
import { Id, Instant, line, personal, text } from '../primitives.ts'
import { distinctIds, Severity, VisitKind } from './supervision.ts'

const files = z.array(FileRef).max(20).default([])

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
export const RaiseFinding = command(
  'supervision.raise-finding',
  { zh: '登记发现的问题', en: 'Records what a group found; its id is made by whoever records it' },
  {
    findingId: Id,
    visitId: Id,
    severity: Severity,
    /** 问题类别: by which repeated ones are counted. */
    subject: line(60),
    /** 责任单位. */
    unitId: Id,
    fact: personal(text(4000)),
    basis: personal(text(2000)).optional(),
    suggestion: personal(text(2000)).optional(),
    files,
  },
)
