import { type CommandOf, Refusal, supervision as c } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'
import type { Visit } from './field.ts'
import { type Project, requireProject, requireState } from './project.ts'

const OPEN = ['GROUP_FORMED', 'VISITING'] as const

/** What decisions about a planned visit rest on. */
export interface Planning {
  project: Project
  /** Whether who asks is in the group of the visit. */
  isMember: boolean
  unknownUnits: readonly string[]
}

/** 安排走访: the same one again says nothing new. */
export function planVisit(
  {
    project,
    visit,
    sha256,
    isMember,
    seesProject,
    unknownUnits,
  }: Planning & { visit: Pick<Visit, 'plannedSha256'> | undefined; sha256: string; seesProject: boolean },
  { purpose: _, ...body }: CommandOf<typeof c.PlanVisit>,
  { now, actor }: Deciding,
) {
  requireGroup(isMember, actor, 'groupId')
  if (visit?.plannedSha256 === sha256) return []
  requireProject(seesProject, actor)
  if (visit) throw new Refusal('visit.id_taken', { field: 'visitId' })
  requireState(project, OPEN)
  if (!project.groupIds.includes(body.groupId)) throw new Refusal('visit.group_not_assigned', { field: 'groupId' })
  requirePlan(body, unknownUnits, now)
  return [c.VisitPlanned({ ...body, sha256 })]
}

/** 调整走访安排. */
export function changePlannedVisit(
  { project, visit, isMember, unknownUnits }: Planning & { visit: Visit },
  { purpose: _, reason: _reason, ...body }: CommandOf<typeof c.ChangePlannedVisit>,
  { now, actor }: Deciding,
) {
  requireGroup(isMember, actor, 'visitId')
  requirePlanned(visit)
  requireState(project, OPEN, 'visitId')
  requirePlan(body, unknownUnits, now)
  return [c.PlannedVisitChanged({ ...body, projectId: project.id })]
}

/** 取消走访. */
export function cancelVisit(
  { project, visit, isMember }: Omit<Planning, 'unknownUnits'> & { visit: Visit },
  { visitId }: CommandOf<typeof c.CancelVisit>,
  { actor }: Deciding,
) {
  requireGroup(isMember, actor, 'visitId')
  requirePlanned(visit)
  requireState(project, OPEN, 'visitId')
  return [c.VisitCancelled({ visitId, projectId: project.id })]
}

/** 更正走访记录: by the office, as long as the project is not over. */
export function correctVisit(
  {
    project,
    visit,
    sha256,
    strangers,
    unknownUnits,
  }: {
    project: Project
    visit: Visit
    sha256: string
    strangers: readonly string[]
    unknownUnits: readonly string[]
  },
  { notes: _, reason: _reason, ...body }: CommandOf<typeof c.CorrectVisit>,
  { now }: Deciding,
) {
  if (visit.state !== 'HELD') throw new Refusal('visit.not_held', { field: 'visitId' })
  requireState(project, ['VISITING', 'FINDINGS', 'ISSUE_LIST_SENT', 'REPORTED'], 'visitId')
  const stranger = body.memberIds.findIndex((id) => strangers.includes(id))
  if (stranger >= 0) throw new Refusal('visit.not_in_group', { field: `memberIds.${stranger}` })
  requireUnits(body.unitIds, unknownUnits)
  if (body.heldAt > now.toISOString()) throw new Refusal('visit.not_yet', { field: 'heldAt' })
  return [c.VisitCorrected({ ...body, projectId: project.id, sha256 })]
}

/** To members of other groups the visit is not there. */
function requireGroup(isMember: boolean, actor: Deciding['actor'], field: string): void {
  if (actor.role === 'MEMBER' && !isMember) throw new Refusal('common.not_found', { field })
}

function requirePlanned({ state }: Visit): void {
  if (state !== 'PLANNED') throw new Refusal('visit.wrong_phase', { field: 'visitId', state })
}

function requirePlan(
  { unitIds, startsAt }: { unitIds: readonly string[]; startsAt: string },
  unknownUnits: readonly string[],
  now: Date,
): void {
  requireUnits(unitIds, unknownUnits)
  if (startsAt <= now.toISOString()) throw new Refusal('visit.in_past', { field: 'startsAt' })
}

function requireUnits(unitIds: readonly string[], unknown: readonly string[]): void {
  const index = unitIds.findIndex((id) => unknown.includes(id))
  if (index >= 0) throw new Refusal('supervision.unknown_unit', { field: `unitIds.${index}` })
}
