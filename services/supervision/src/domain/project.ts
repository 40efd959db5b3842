import { type CommandOf, given, Refusal, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'

/** 监督项目, as far as decisions need to know it. */
export interface Project {
  id: string
  state: c.ProjectState
  /** 历史数据: read and counted, never handled. */
  isImported: boolean
  topic: string
  year: number
  unitIds: readonly string[]
  planItemId?: string
  groupIds: readonly string[]
}

/** Which of the ids that a command names others have not told of, or have closed. */
export interface Unknown {
  units: readonly string[]
  bodies: readonly string[]
  planItems: readonly string[]
}

/** 上级模板规定的内容: the same on every level. */
export interface Fixed {
  topic: string
  form: c.SupervisionForm
  year: number
  startsOn: string
  endsOn: string
  indicators: c.Indicator[]
}

type Details = Pick<
  CommandOf<typeof c.ProposeProject>,
  'form' | 'topic' | 'level' | 'year' | 'startsOn' | 'endsOn' | 'unitIds' | 'leadBodyId' | 'planItemId' | 'indicators'
>

/** 提出监督项目. */
export function proposeProject(
  { unknown }: { unknown: Unknown },
  { plan: _, ...details }: CommandOf<typeof c.ProposeProject>,
  { newId }: Deciding,
) {
  return [c.ProjectProposed({ projectId: newId(), ...checked(details, unknown) })]
}

/** 修改监督方案: of a project of a template, what the upper committee left to its levels. */
export function changeProject(
  { project, fixed, unknown }: { project: Project; fixed: Fixed | undefined; unknown: Unknown },
  { projectId, plan: _, reason: _reason, ...details }: CommandOf<typeof c.ChangeProject>,
) {
  requireState(project, ['PROPOSED', 'PLANNED', 'GROUP_FORMED'])
  if (fixed) requireFixed(fixed, details)
  return [c.ProjectChanged({ projectId, ...checked(details, unknown) })]
}

/** 登记审定: by the chairpersons’ meeting, with the consent of the party committee. */
export function approveProject(
  { project }: { project: Project },
  { projectId, decidedOn, consentedOn }: CommandOf<typeof c.ApproveProject>,
  { now }: Deciding,
) {
  requireState(project, ['PROPOSED'])
  const today = shanghaiDate(now)
  if (decidedOn > today) throw new Refusal('supervision.day_in_future', { field: 'decidedOn' })
  if (consentedOn > today) throw new Refusal('supervision.day_in_future', { field: 'consentedOn' })
  if (consentedOn < decidedOn) throw new Refusal('supervision.consent_first', { field: 'consentedOn' })
  return [c.ProjectApproved({ projectId, decidedOn, consentedOn })]
}

/** 确定监督小组. */
export function assignGroups(
  { project, unknownGroups }: { project: Project; unknownGroups: readonly string[] },
  { projectId, groupIds }: CommandOf<typeof c.AssignGroups>,
) {
  requireState(project, ['PLANNED', 'GROUP_FORMED', 'VISITING'])
  const unknown = groupIds.findIndex((id) => unknownGroups.includes(id))
  if (unknown >= 0) throw new Refusal('supervision.unknown_group', { field: `groupIds.${unknown}` })
  return [c.GroupsAssigned({ projectId, groupIds })]
}

/** 汇总问题: the visits are over. */
export function gatherFindings(
  { project, visits, findings }: { project: Project; visits: { held: number; open: number }; findings: number },
  { projectId }: CommandOf<typeof c.GatherFindings>,
) {
  requireState(project, ['VISITING'])
  if (visits.open > 0) throw new Refusal('supervision.visits_open', { field: 'projectId', open: visits.open })
  return [c.FindingsGathered({ projectId, visits: visits.held, findings })]
}

/** 继续监督. */
export function resumeVisits({ project }: { project: Project }, { projectId }: CommandOf<typeof c.ResumeVisits>) {
  requireState(project, ['FINDINGS'])
  return [c.VisitsResumed({ projectId })]
}

/** What the issues of a project came to. */
export interface IssueCounts {
  findings: number
  listed: number
  verified: number
  open: number
  /** 回头看 of verified issues that was not made yet. */
  lookBacks: number
  medianDays?: number
}

/** 办结: after the report; what is not verified needs a reason. */
export function closeProject(
  { project, issues }: { project: Project; issues: IssueCounts },
  { projectId, reason }: CommandOf<typeof c.CloseProject>,
) {
  requireState(project, ['REPORTED'])
  const { open, lookBacks, ...counts } = issues
  if (open > 0 && reason === undefined) throw new Refusal('supervision.issues_open', { field: 'reason', open })
  if (lookBacks > 0 && reason === undefined) {
    throw new Refusal('supervision.look_backs_open', { field: 'reason', open: lookBacks })
  }
  return [c.ProjectClosed({ projectId, ...given('planItemId', project.planItemId), ...counts })]
}

/** 取消监督项目. */
export function cancelProject({ project }: { project: Project }, { projectId }: CommandOf<typeof c.CancelProject>) {
  requireState(project, ['PROPOSED', 'PLANNED', 'GROUP_FORMED', 'VISITING', 'FINDINGS'])
  return [c.ProjectCancelled({ projectId, ...given('planItemId', project.planItemId) })]
}

/** To members of none of its groups the project is not there. */
export function requireProject(seesProject: boolean, actor: Deciding['actor']): void {
  if (actor.role === 'MEMBER' && !seesProject) throw new Refusal('common.not_found', { field: 'projectId' })
}

/**
 * Refuses `supervision.imported` and `supervision.wrong_state`. It comes after whether the project is there for who asks: to
 * others neither is told.
 */
export function requireState(
  project: Pick<Project, 'state' | 'isImported'>,
  expected: readonly c.ProjectState[],
  field = 'projectId',
): void {
  requireHandled(project, field)
  const { state } = project
  if (!expected.includes(state)) throw new Refusal('supervision.wrong_state', { field, state, expected })
}

function requireFixed(fixed: Fixed, details: Details): void {
  const changed = (['topic', 'form', 'year', 'startsOn', 'endsOn'] as const).find((one) => details[one] !== fixed[one])
  const field = changed ?? (isAlike(details.indicators, fixed.indicators) ? undefined : 'indicators')
  if (field !== undefined) throw new Refusal('template.fixed', { field })
  if (details.level === 'OWN') throw new Refusal('template.fixed', { field: 'level' })
}

const isAlike = (own: readonly c.Indicator[], fixed: readonly c.Indicator[]): boolean =>
  own.length === fixed.length &&
  own.every(({ code, name, unit }, i) => {
    const other = fixed[i]!
    return code === other.code && name === other.name && unit === other.unit
  })

export function requireHandled({ isImported }: Pick<Project, 'isImported'>, field: string): void {
  if (isImported) throw new Refusal('supervision.imported', { field })
}

function checked(details: Details, { units, bodies, planItems }: Unknown): Details {
  const { startsOn, endsOn, unitIds, leadBodyId, planItemId } = details
  if (endsOn < startsOn) throw new Refusal('supervision.day_order', { field: 'endsOn' })
  const unit = unitIds.findIndex((id) => units.includes(id))
  if (unit >= 0) throw new Refusal('supervision.unknown_unit', { field: `unitIds.${unit}` })
  if (leadBodyId !== undefined && bodies.includes(leadBodyId)) {
    throw new Refusal('supervision.unknown_body', { field: 'leadBodyId' })
  }
  if (planItemId !== undefined && planItems.includes(planItemId)) {
    throw new Refusal('supervision.unknown_plan_item', { field: 'planItemId' })
  }
  return details
}
