import { z } from 'zod'
import { event } from '../define.ts'
import { Id, LocalDate } from '../primitives.ts'
import { distinctIds, projectDetails } from './supervision.ts'

const about = { aggregate: 'project', key: 'projectId' } as const
const projectId = Id

export const ProjectProposed = event(
  'supervision.project-proposed',
  1,
  { zh: '监督项目已提出', en: 'A project was proposed; its written plan stays with the committee', ...about },
  { projectId, ...projectDetails },
)
export const ProjectChanged = event(
  'supervision.project-changed',
  1,
  { zh: '监督方案已修改', en: 'A project was changed', ...about },
  { projectId, ...projectDetails },
)
export const ProjectApproved = event(
  'supervision.project-approved',
  1,
  {
    zh: '监督项目已审定',
    en: 'The chairpersons’ meeting decided on a project with the consent of the party committee',
    ...about,
  },
  { projectId, decidedOn: LocalDate, consentedOn: LocalDate },
)
export const GroupsAssigned = event(
  'supervision.groups-assigned',
  1,
  { zh: '监督小组已确定', en: 'A project was given to groups', ...about },
  { projectId, groupIds: distinctIds(50).min(1) },
)
export const VisitsBegun = event(
  'supervision.visits-begun',
  1,
  { zh: '监督已开展', en: 'The first visit of a project took place', ...about },
  { projectId },
)
export const FindingsGathered = event(
  'supervision.findings-gathered',
  1,
  { zh: '问题已汇总', en: 'The visits of a project are over', ...about },
  { projectId, visits: z.int().nonnegative(), findings: z.int().nonnegative() },
)
export const VisitsResumed = event(
  'supervision.visits-resumed',
  1,
  { zh: '继续监督', en: 'A project goes on with visits', ...about },
  { projectId },
)
export const ProjectClosed = event(
  'supervision.project-closed',
  1,
  { zh: '监督项目已办结', en: 'A project was closed', ...about },
  {
    projectId,
    planItemId: Id.optional(),
    findings: z.int().nonnegative(),
    listed: z.int().nonnegative(),
    verified: z.int().nonnegative(),
    /** 平均整改天数: the median of whole days from the list to the verification; absent without one. */
    medianDays: z.number().nonnegative().optional(),
  },
)
export const ProjectCancelled = event(
  'supervision.project-cancelled',
  1,
  { zh: '监督项目已取消', en: 'A project was cancelled', ...about },
  { projectId, planItemId: Id.optional() },
)
