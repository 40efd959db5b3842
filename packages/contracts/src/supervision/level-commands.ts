import { command } from '../define.ts'
import { Id, personal, Sha256, text } from '../primitives.ts'
import { levelWords, PublicText, TemplateId } from './level.ts'
import { distinctIds, SupervisionLevel } from './supervision.ts'

const projectId = Id

export const ProposeFromTemplate = command(
  'supervision.propose-from-template',
  {
    zh: '按上级模板提出监督项目',
    en: 'Proposes the own project of a template; topic, period and indicators are those of the upper committee',
  },
  {
    templateId: TemplateId,
    level: SupervisionLevel.exclude(['OWN']).default('CITY_DISTRICT'),
    unitIds: distinctIds(100).min(1),
    leadBodyId: Id.optional(),
    planItemId: Id.optional(),
    plan: personal(text(10_000)).optional(),
  },
)

export const PrepareLevelReport = command(
  'supervision.prepare-level-report',
  { zh: '拟定层级监督报告', en: 'Prepares what the own level would send up; the counts are taken from the rows' },
  { projectId, ...levelWords, publicText: personal(PublicText).optional() },
)

export const ApproveLevelReport = command(
  'supervision.approve-level-report',
  { zh: '审定层级监督报告', en: 'Approves exactly what the preview showed, by its hash; it is signed in joint' },
  { projectId, contentHash: Sha256 },
)
