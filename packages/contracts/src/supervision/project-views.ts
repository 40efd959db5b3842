import { z } from 'zod'
import { several } from '../common/several.ts'
import { HistoryEntry } from '../consultations/plan-views.ts'
import { query } from '../define.ts'
import { Id, Instant, line, LocalDate, page, pageParams, personal } from '../primitives.ts'
import { TemplateId } from './level.ts'
import { Indicator, ProjectState, SupervisionForm, SupervisionLevel } from './supervision.ts'

export const UnitRef = z.strictObject({ unitId: Id, name: z.string().optional() }).meta({ id: 'SupervisedUnit' })

export const ProjectRow = z
  .strictObject({
    projectId: Id,
    state: ProjectState,
    form: SupervisionForm,
    topic: z.string(),
    level: SupervisionLevel,
    year: z.int(),
    /** Absent where an imported year does not tell. */
    startsOn: LocalDate.optional(),
    endsOn: LocalDate.optional(),
    units: z.array(UnitRef),
    leadBodyId: Id.optional(),
    planItemId: Id.optional(),
    groups: z.int(),
    visits: z.int(),
    findings: z.int(),
    /** Issues of the list that are not verified yet, and of those the overdue. */
    open: z.int(),
    overdue: z.int(),
    createdAt: Instant,
    origin: z.enum(['LIVE', 'IMPORTED']),
  })
  .meta({ id: 'SupervisionProjectRow' })
export type ProjectRow = z.infer<typeof ProjectRow>

export const Projects = query(
  'supervision.projects',
  '/projects',
  { zh: '监督项目列表', en: 'Projects, newest first, of those that the reader has to do with' },
  {
    ...pageParams,
    year: z.coerce.number().int().optional(),
    state: several(ProjectState),
    form: several(SupervisionForm),
    level: several(SupervisionLevel),
    unitId: Id.optional(),
    groupId: Id.optional(),
    planItemId: Id.optional(),
    origin: z.enum(['LIVE', 'IMPORTED']).optional(),
    text: line(100).optional(),
  },
  page(ProjectRow).extend({
    counts: z.array(z.strictObject({ state: ProjectState, count: z.int() })),
    sentence: z.strictObject({ zh: z.string(), en: z.string() }),
  }),
)

export const ProjectById = query(
  'supervision.project',
  '/projects/:projectId',
  { zh: '监督项目', en: 'One project: its plan, decisions, groups and what happened' },
  { projectId: Id },
  ProjectRow.extend({
    version: z.int(),
    indicators: z.array(Indicator),
    /** 上级模板, which fixed topic, form, year, period and indicators. */
    templateId: TemplateId.optional(),
    /** 监督方案全文: for the office, the chairs and the groups. */
    plan: personal(z.string()).optional(),
    decidedOn: LocalDate.optional(),
    meeting: z.string().optional(),
    consentedOn: LocalDate.optional(),
    consentDocument: z.string().optional(),
    groupIds: z.array(Id),
    history: z.array(HistoryEntry),
  }).meta({ id: 'SupervisionProject' }),
)
