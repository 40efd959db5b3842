import { z } from 'zod'
import { query } from '../define.ts'
import { CommitteeId, Id, Instant, line, LocalDate, page, pageParams, personal, Sha256 } from '../primitives.ts'
import { OutboundLevelReport, TemplateId } from './level.ts'
import { Indicator, ProjectState, SupervisionForm } from './supervision.ts'

export const LevelTemplateRow = z
  .strictObject({
    templateId: TemplateId,
    compactId: Sha256,
    compactName: z.string(),
    /** 上级: who published it. */
    side: CommitteeId,
    sideName: z.string().optional(),
    topic: z.string(),
    form: SupervisionForm,
    year: z.int(),
    startsOn: LocalDate,
    endsOn: LocalDate,
    publishedAt: Instant,
    /** The own project, where one was proposed from it. */
    projectId: Id.optional(),
    /** How many levels have reported, as far as the own committee reads them. */
    reported: z.int(),
  })
  .meta({ id: 'SupervisionTemplateRow' })

export const LevelTemplates = query(
  'supervision.level-templates',
  '/templates',
  { zh: '监督方案模板列表', en: 'Templates of supervision of vertical compacts, newest first' },
  {
    ...pageParams,
    year: z.coerce.number().int().optional(),
    compactId: Sha256.optional(),
    /** Those without, or with, an own project. */
    taken: z.enum(['true', 'false']).optional(),
    text: line(100).optional(),
  },
  page(LevelTemplateRow),
)

/** 各级进展: the report of one level; of the own committee also what has not been sent. */
const LevelOfTemplate = z
  .strictObject({
    side: CommitteeId,
    sideName: z.string().optional(),
    own: z.boolean(),
    /** The last report that was signed and sent up. */
    report: z.strictObject({ ...OutboundLevelReport.shape, approvedOn: LocalDate, hasText: z.boolean() }).optional(),
    heardAt: Instant.optional(),
    entryId: Sha256.optional(),
    /** Of the own project: its state now, and the revision that was approved and may wait in joint. */
    projectId: Id.optional(),
    projectState: ProjectState.optional(),
    approvedRevision: z.int().optional(),
  })
  .meta({ id: 'SupervisionLevelOfTemplate' })

export const LevelTemplateById = query(
  'supervision.level-template',
  '/templates/:templateId',
  { zh: '监督方案模板及各级进展', en: 'One template with the reports of the levels side by side' },
  { templateId: TemplateId },
  LevelTemplateRow.extend({ indicators: z.array(Indicator), levels: z.array(LevelOfTemplate) }).meta({
    id: 'SupervisionTemplateDetail',
  }),
)

export const LevelReport = query(
  'supervision.level-report',
  '/projects/:projectId/level-report',
  { zh: '层级监督报告出域预览', en: 'Exactly what would leave of a project, or what was approved last, and its hash' },
  { projectId: Id },
  z
    .strictObject({
      templateId: TemplateId,
      state: z.enum(['PREPARED', 'APPROVED']),
      contentHash: Sha256,
      content: OutboundLevelReport,
      publicText: personal(z.string()).optional(),
      preparedAt: Instant,
      approvedOn: LocalDate.optional(),
      /** Whether the counts are still those of the rows. */
      current: z.boolean(),
    })
    .meta({ id: 'SupervisionLevelReportPreview' }),
)
