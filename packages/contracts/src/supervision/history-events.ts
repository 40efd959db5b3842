import { z } from 'zod'
import {
  HistorySource,
  historyChunkImported,
  historyImport,
  historyImportStarted,
  historyTimes,
} from '../common/history.ts'
import { event } from '../define.ts'
import { CommitteeId, Id, line, LocalDate } from '../primitives.ts'
import { findingOrigin, HistoryOpening, projectOrigin } from './history.ts'
import { Severity, SupervisionForm, SupervisionYear } from './supervision.ts'

const aProject = { aggregate: 'project', key: 'projectId' } as const
const aVisit = { aggregate: 'visit', key: 'visitId' } as const
const aFinding = { aggregate: 'finding', key: 'findingId' } as const
/** Where a file says it, and what it calls it. */
const named = { region: CommitteeId, ref: line(160) }
/** Absent where a fact about something else is the first to name it. */
const source = HistorySource.optional()

export const HistoryImportStarted = event(
  'supervision.history-import-started',
  1,
  { zh: '历年监督数据开始导入', en: 'The import of a file of past years began', ...historyImport },
  historyImportStarted,
)
export const HistoryChunkImported = event(
  'supervision.history-chunk-imported',
  1,
  {
    zh: '历年监督数据已导入一段',
    en: 'A part of a file was imported; the next begins behind `through`',
    ...historyImport,
  },
  historyChunkImported,
)
export const HistoryImportFinished = event(
  'supervision.history-import-finished',
  1,
  { zh: '历年监督数据导入完成', en: 'The import of a file came to its end', ...historyImport },
  { importId: Id },
)
export const HistoryImportCancelled = event(
  'supervision.history-import-cancelled',
  1,
  {
    zh: '历年监督数据导入已中止',
    en: 'The import of a file was stopped; what was imported stays',
    ...historyImport,
  },
  { importId: Id },
)
export const HistoryActorNamed = event(
  'supervision.history-actor-named',
  1,
  {
    zh: '历年监督数据中的委员或单位',
    en: 'A member or unit in a file of past years that the directory does not know got an id here',
    aggregate: 'history-actor',
    key: 'actorId',
  },
  {
    actorId: Id,
    region: CommitteeId,
    kind: z.enum(['MEMBER', 'UNIT']),
    /** Of units, as printed; what a member is called stays in this service. */
    name: line(100).optional(),
  },
)

export const HistoryProjectStarted = event(
  'supervision.history-project-started',
  1,
  { zh: '历史监督：开展', en: 'A supervision of past years began', ...aProject },
  {
    projectId: Id,
    ...projectOrigin,
    source,
    ...named,
    opening: HistoryOpening,
    form: SupervisionForm,
    topic: line(200),
    year: SupervisionYear,
    /** 小组, by the number that the file gives it. */
    team: z.int().positive().optional(),
  },
)
export const HistoryProjectReported = event(
  'supervision.history-project-reported',
  1,
  { zh: '历史监督：报告', en: 'A supervision of past years was reported on', ...aProject },
  { projectId: Id, ...projectOrigin },
)
export const HistoryDepartmentAppraised = event(
  'supervision.history-department-appraised',
  1,
  { zh: '历史监督：部门评议', en: 'A department was given a score in an appraisal of past years', ...aProject },
  {
    projectId: Id,
    ...projectOrigin,
    appraisalId: Id,
    ...named,
    department: line(100),
    score: z.number().min(0).max(100),
  },
)
export const HistoryVisitHeld = event(
  'supervision.history-visit-held',
  1,
  { zh: '历史监督：走访', en: 'A visit of past years took place', ...aVisit },
  { visitId: Id, projectId: Id, ...historyTimes, source, ...named, place: line(200).optional() },
)
export const HistoryVisitAttended = event(
  'supervision.history-visit-attended',
  1,
  { zh: '历史监督：委员参加走访', en: 'A member took part in a visit of past years', ...aVisit },
  { visitId: Id, projectId: Id, ...historyTimes, memberId: Id },
)
export const HistoryFindingRaised = event(
  'supervision.history-finding-raised',
  1,
  { zh: '历史监督：发现问题', en: 'Something was found in a past year', ...aFinding },
  {
    findingId: Id,
    projectId: Id,
    visitId: Id.optional(),
    ...findingOrigin,
    ...named,
    severity: Severity,
    subject: line(200),
    unitId: Id,
    dueOn: LocalDate.optional(),
    printedList: z.int().positive().optional(),
  },
)
export const HistoryFindingRectified = event(
  'supervision.history-finding-rectified',
  1,
  { zh: '历史监督：整改', en: 'What was found in a past year was put right', ...aFinding },
  {
    findingId: Id,
    projectId: Id,
    ...findingOrigin,
    round: z.int().positive(),
    /** As the file says; otherwise by the term. Absent where neither is known. */
    late: z.boolean().optional(),
  },
)
export const HistoryFindingVerified = event(
  'supervision.history-finding-verified',
  1,
  { zh: '历史监督：销号核查', en: 'It was looked at whether it was put right', ...aFinding },
  { findingId: Id, projectId: Id, ...findingOrigin, round: z.int().positive(), passed: z.boolean() },
)
