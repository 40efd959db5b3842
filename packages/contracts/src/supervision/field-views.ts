import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { several } from '../common/several.ts'
import { HistoryEntry } from '../consultations/plan-views.ts'
import { query } from '../define.ts'
import { Id, Instant, line, LocalDate, page, pageParams, personal } from '../primitives.ts'
import { FileScanState, VisitState } from './field.ts'
import { UnitRef } from './project-views.ts'
import { FindingState, Severity, VisitKind } from './supervision.ts'

const Sentence = z.strictObject({ zh: z.string(), en: z.string() })

/** A file as readers see it: whether a scanner has seen it, and for the office and the group where a picture was taken. */
export const FieldFile = FileRef.extend({
  scan: FileScanState,
  latitude: personal(z.number()).optional(),
  longitude: personal(z.number()).optional(),
}).meta({ id: 'SupervisionFile' })
export type FieldFile = z.infer<typeof FieldFile>

export const VisitRow = z
  .strictObject({
    visitId: Id,
    projectId: Id,
    topic: z.string(),
    groupId: Id.optional(),
    groupName: z.string().optional(),
    kind: VisitKind,
    state: VisitState,
    place: z.string().optional(),
    units: z.array(UnitRef),
    startsAt: Instant.optional(),
    heldAt: Instant.optional(),
    participants: z.int(),
    findings: z.int(),
    files: z.int(),
    origin: z.enum(['LIVE', 'IMPORTED']),
  })
  .meta({ id: 'SupervisionVisitRow' })
export type VisitRow = z.infer<typeof VisitRow>

export const Visits = query(
  'supervision.visits',
  '/visits',
  {
    zh: '监督走访列表',
    en: 'Visits, the latest first; a unit sees those that concern it, unannounced ones afterwards',
  },
  {
    ...pageParams,
    projectId: Id.optional(),
    groupId: Id.optional(),
    memberId: Id.optional(),
    unitId: Id.optional(),
    kind: several(VisitKind),
    state: several(VisitState),
    from: LocalDate.optional(),
    to: LocalDate.optional(),
  },
  page(VisitRow).extend({
    counts: z.array(z.strictObject({ state: VisitState, count: z.int() })),
    sentence: Sentence,
  }),
)

export const FindingRow = z
  .strictObject({
    findingId: Id,
    projectId: Id,
    topic: z.string(),
    visitId: Id.optional(),
    groupId: Id.optional(),
    state: FindingState,
    stateSince: Instant,
    severity: Severity,
    subject: z.string(),
    unit: UnitRef,
    raisedAt: Instant,
    /** 清单编号. */
    listNumber: z.int().optional(),
    listYear: z.int().optional(),
    dueAt: Instant.optional(),
    overdue: z.boolean(),
    files: z.int(),
    origin: z.enum(['LIVE', 'IMPORTED']),
  })
  .meta({ id: 'SupervisionFindingRow' })
export type FindingRow = z.infer<typeof FindingRow>

const findingFilters = {
  projectId: Id.optional(),
  visitId: Id.optional(),
  groupId: Id.optional(),
  unitId: Id.optional(),
  state: several(FindingState),
  severity: several(Severity),
  subject: line(60).optional(),
  /** Due on this day or earlier, and open. */
  dueBy: LocalDate.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  text: line(100).optional(),
}
const findingPage = page(FindingRow).extend({
  counts: z.array(z.strictObject({ state: FindingState, count: z.int() })),
  sentence: Sentence,
})

export const Findings = query(
  'supervision.findings',
  '/findings',
  { zh: '问题列表', en: 'Findings of all projects that the reader has to do with' },
  {
    ...pageParams,
    ...findingFilters,
    /** `DUE` lists what is open and has a deadline, the nearest first. */
    sort: z.enum(['NEWEST', 'OLDEST', 'DUE']).default('NEWEST'),
  },
  findingPage,
)

export const MyFindings = query(
  'supervision.my-findings',
  '/my-findings',
  { zh: '我登记的问题', en: 'Findings that the reader raised, newest first' },
  { ...pageParams, projectId: Id.optional(), state: several(FindingState) },
  findingPage,
)

/** What was written before a correction; for auditors. */
const EarlierVisit = z.strictObject({
  version: z.int(),
  kind: VisitKind,
  place: z.string(),
  heldAt: Instant,
  unitIds: z.array(Id),
  memberIds: z.array(Id),
  files: z.array(FileRef),
  notes: personal(z.string()).optional(),
})

export const VisitById = query(
  'supervision.visit',
  '/visits/:visitId',
  { zh: '监督走访', en: 'One visit with its findings; what was written is for the office and the group' },
  { visitId: Id },
  VisitRow.omit({ files: true, findings: true })
    .extend({
      version: z.int(),
      memberIds: z.array(Id),
      purpose: personal(z.string()).optional(),
      notes: personal(z.string()).optional(),
      files: z.array(FieldFile),
      findings: z.array(FindingRow),
      history: z.array(HistoryEntry),
      earlier: z.array(EarlierVisit),
    })
    .meta({ id: 'SupervisionVisit' }),
)

export const FindingById = query(
  'supervision.finding',
  '/findings/:findingId',
  { zh: '监督问题', en: 'One finding: fact, basis, suggestion, files and what happened' },
  { findingId: Id },
  FindingRow.omit({ files: true })
    .extend({
      version: z.int(),
      sha256: z.string(),
      memberId: Id.optional(),
      fact: personal(z.string()).optional(),
      basis: personal(z.string()).optional(),
      suggestion: personal(z.string()).optional(),
      files: z.array(FieldFile),
      history: z.array(HistoryEntry),
    })
    .meta({ id: 'SupervisionFinding' }),
)
