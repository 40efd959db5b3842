import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { query } from '../define.ts'
import { Id, Instant, line, LocalDate, page, pageParams, personal } from '../primitives.ts'
import { ReportAddressee, ReportNumbers } from './report.ts'
import { ProjectState } from './supervision.ts'

const reportRow = {
  projectId: Id,
  topic: z.string(),
  year: z.int(),
  state: ProjectState,
  title: z.string(),
  submittedAt: Instant,
  deliveredTo: z.array(ReportAddressee),
  instructions: z.int(),
  adoptions: z.int(),
}

export const Reports = query(
  'supervision.reports',
  '/reports',
  { zh: '监督报告列表', en: 'Reports of projects that the reader has to do with, newest first' },
  {
    ...pageParams,
    year: z.coerce.number().int().min(1949).max(2199).optional(),
    to: ReportAddressee.optional(),
    adopted: z.enum(['true', 'false']).optional(),
    text: line(100).optional(),
  },
  page(z.strictObject(reportRow).meta({ id: 'SupervisionReportRow' })).extend({
    sentence: z.strictObject({ zh: z.string(), en: z.string() }),
  }),
)

export const ReportById = query(
  'supervision.report',
  '/reports/:projectId',
  { zh: '监督报告', en: 'The report of a project, its numbers, and what came of it' },
  { projectId: Id },
  z
    .strictObject({
      ...reportRow,
      /** Of the project, for `If-Match`. */
      version: z.int(),
      /** 报告摘要 and the file: not for units, who read only the instructions that are for them. */
      summary: personal(z.string()).optional(),
      file: FileRef.optional(),
      numbers: ReportNumbers.optional(),
      deliveries: z.array(z.strictObject({ to: ReportAddressee, sentOn: LocalDate, documentNumber: z.string() })),
      /** 批示: for the chairs, the general office and the units that act on it. */
      instructionList: z.array(
        z.strictObject({
          instructionId: Id,
          givenOn: LocalDate,
          leaderPost: personal(z.string()).optional(),
          text: personal(z.string()).optional(),
          unitIds: z.array(Id),
        }),
      ),
      adoptionList: z.array(z.strictObject({ documentNumber: z.string(), title: z.string(), adoptedOn: LocalDate })),
    })
    .meta({ id: 'SupervisionReport' }),
)
