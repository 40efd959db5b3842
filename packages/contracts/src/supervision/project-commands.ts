import { command } from '../define.ts'
import { Id, line, LocalDate, personal, text } from '../primitives.ts'
import { distinctIds, projectDetails, Reason } from './supervision.ts'

const projectId = Id

export const ProposeProject = command(
  'supervision.propose-project',
  { zh: '提出监督项目', en: 'Proposes a project of supervision with its objects, period and indicators' },
  { ...projectDetails, plan: personal(text(10_000)).optional() },
)
export const ChangeProject = command(
  'supervision.change-project',
  { zh: '修改监督方案', en: 'Changes what a project is about, before the first visit' },
  { projectId, ...projectDetails, plan: personal(text(10_000)).optional(), reason: Reason },
)
export const ApproveProject = command(
  'supervision.approve-project',
  {
    zh: '登记监督项目审定',
    en: 'Records that the chairpersons’ meeting decided on a project and the party committee consented',
  },
  {
    projectId,
    /** 主席会议. */
    meeting: line(100),
    decidedOn: LocalDate,
    /** 党委同意: the day, and the document. */
    consentedOn: LocalDate,
    consentDocument: line(100),
  },
)
export const AssignGroups = command(
  'supervision.assign-groups',
  { zh: '确定监督小组', en: 'Gives a project to groups of supervision' },
  { projectId, groupIds: distinctIds(50).min(1) },
)
export const GatherFindings = command(
  'supervision.gather-findings',
  { zh: '汇总问题', en: 'Ends the visits of a project; its findings are gathered for the list' },
  { projectId },
)
export const ResumeVisits = command(
  'supervision.resume-visits',
  { zh: '继续监督', en: 'Goes on with visits after findings were gathered, before the list is sent' },
  { projectId, reason: Reason },
)
export const CloseProject = command(
  'supervision.close-project',
  { zh: '监督项目办结', en: 'Closes a reported project whose issues are verified or accounted for' },
  {
    projectId,
    /** Needed while issues are open. */
    reason: Reason.optional(),
  },
)
export const CancelProject = command(
  'supervision.cancel-project',
  { zh: '取消监督项目', en: 'Cancels a project before its list is sent' },
  { projectId, reason: Reason },
)
