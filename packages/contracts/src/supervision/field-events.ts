import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { event } from '../define.ts'
import { Id, Instant, line, Sha256 } from '../primitives.ts'
import { distinctIds, Severity, VisitKind } from './supervision.ts'

const files = z.array(FileRef).max(20)

const aboutVisit = { aggregate: 'visit', key: 'visitId' } as const
const aboutFinding = { aggregate: 'finding', key: 'findingId' } as const
const planned = { kind: VisitKind, place: line(200), unitIds: distinctIds(50), startsAt: Instant }

export const VisitPlanned = event(
  'supervision.visit-planned',
  1,
  { zh: '监督走访已安排', en: 'A visit was planned; an unannounced one is told to no unit', ...aboutVisit },
  { visitId: Id, projectId: Id, groupId: Id, ...planned, sha256: Sha256 },
)
export const PlannedVisitChanged = event(
  'supervision.planned-visit-changed',
  1,
  { zh: '监督走访安排已调整', en: 'A planned visit was changed', ...aboutVisit },
  { visitId: Id, projectId: Id, ...planned },
)
export const VisitCancelled = event(
  'supervision.visit-cancelled',
  1,
  { zh: '监督走访已取消', en: 'A planned visit does not take place', ...aboutVisit },
  { visitId: Id, projectId: Id },
)
export const VisitRecorded = event(
  'supervision.visit-recorded',
  1,
  { zh: '监督走访已登记', en: 'A visit took place; its notes stay with the committee', ...aboutVisit },
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
export const VisitCorrected = event(
  'supervision.visit-corrected',
  1,
  { zh: '走访记录已更正', en: 'What was recorded of a visit was corrected', ...aboutVisit },
  {
    visitId: Id,
    projectId: Id,
    kind: VisitKind,
    place: line(200),
    unitIds: distinctIds(50),
    heldAt: Instant,
    memberIds: distinctIds(100).min(1),
    sha256: Sha256,
    files,
  },
)
export const FindingRaised = event(
  'supervision.finding-raised',
  1,
  { zh: '问题已登记', en: 'A group found something; its words stay with the committee', ...aboutFinding },
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
export const FindingRevised = event(
  'supervision.finding-revised',
  1,
  { zh: '问题已修改', en: 'A finding was worded anew before it was listed', ...aboutFinding },
  { findingId: Id, projectId: Id, severity: Severity, subject: line(60), unitId: Id, sha256: Sha256, files },
)
export const FindingDropped = event(
  'supervision.finding-dropped',
  1,
  { zh: '问题不列入清单', en: 'A finding was left out of the list', ...aboutFinding },
  { findingId: Id, projectId: Id },
)
