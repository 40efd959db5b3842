import { event } from '../define.ts'
import { Id, LocalDate, Sha256 } from '../primitives.ts'
import { OutboundLevelReport, TemplateId } from './level.ts'

const about = { aggregate: 'project', key: 'projectId' } as const
const projectId = Id

export const TemplateTaken = event(
  'supervision.template-taken',
  1,
  { zh: '已按上级模板立项', en: 'A project was proposed from the template of an upper committee', ...about },
  { projectId, templateId: TemplateId },
)

export const LevelReportPrepared = event(
  'supervision.level-report-prepared',
  1,
  { zh: '层级监督报告已拟定', en: 'What the own level would send up was prepared; nothing has left', ...about },
  {
    projectId,
    templateId: TemplateId,
    ...OutboundLevelReport.shape,
    /** Of the public text, which the office gives again when it leaves. */
    textSha256: Sha256.optional(),
    contentHash: Sha256,
  },
)

export const LevelReportApproved = event(
  'supervision.level-report-approved',
  1,
  { zh: '层级监督报告已审定', en: 'The counts of the own level were approved and may be sent up', ...about },
  {
    projectId,
    templateId: TemplateId,
    ...OutboundLevelReport.shape,
    approvedOn: LocalDate,
    textSha256: Sha256.optional(),
  },
)
