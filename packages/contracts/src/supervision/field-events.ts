import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { event } from '../define.ts'
import { Id, Instant, line, Sha256 } from '../primitives.ts'
import { distinctIds, Severity, VisitKind } from './supervision.ts'

const files = z.array(FileRef).max(20)

export const VisitRecorded = event(
  'supervision.visit-recorded',
  1,
  {
    zh: '监督走访已登记',
    en: 'A visit took place; its notes stay with the committee',
    aggregate: 'visit',
    key: 'visitId',
  },
  {
    visitId: Id,
    projectId: Id,
    groupId: Id,
    kind: VisitKind,
    place: line(200),
    unitIds: distinctIds(50),
    heldAt: Instant,
    memberIds: distinctIds(100).min(1),
    /** Of what was written, so that the same visit sent again is known. */
    sha256: Sha256,
    files,
  },
)
export const FindingRaised = event(
  'supervision.finding-raised',
  1,
  {
    zh: '问题已登记',
    en: 'A group found something; its words stay with the committee',
    aggregate: 'finding',
    key: 'findingId',
  },
  {
    findingId: Id,
    projectId: Id,
    visitId: Id,
    groupId: Id,
    severity: Severity,
    subject: line(60),
    unitId: Id,
    memberId: Id.optional(),
    sha256: Sha256,
    files,
  },
)
