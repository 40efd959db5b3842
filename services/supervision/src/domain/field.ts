import { type CommandOf, given, Refusal, supervision as c } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'
import { type Project, requireProject, requireState } from './project.ts'

/** 走访, as far as decisions need to know it. */
export interface Visit {
  id: string
  projectId: string
  groupId?: string
  state: 'PLANNED' | 'HELD' | 'CANCELLED'
  sha256?: string
  /** Of what was sent first, before it was changed or corrected. */
  plannedSha256?: string
  recordedSha256?: string
}

const OPEN = ['GROUP_FORMED', 'VISITING'] as const

/** 登记走访: the same one again says nothing new. */
export function recordVisit(
  {
    project,
    visit,
    sha256,
    strangers,
    seesProject,
    unknownUnits,
  }: {
    project: Project
    visit: Visit | undefined
    sha256: string
    /** Those of the command who are not in the group. */
    strangers: readonly string[]
    /** Whether who asks is in a group of the project. */
    seesProject: boolean
    unknownUnits: readonly string[]
  },
  { notes: _, ...body }: CommandOf<typeof c.RecordVisit>,
  { now, actor }: Deciding,
) {
  if (visit && visit.recordedSha256 === sha256) return []
  requireProject(seesProject, actor)
  // What one group planned is not recorded by another.
  const isPlan = visit?.state === 'PLANNED' && visit.projectId === project.id && visit.groupId === body.groupId
  if (visit && !isPlan) throw new Refusal('visit.id_taken', { field: 'visitId' })
  requireState(project, OPEN)
  if (!project.groupIds.includes(body.groupId)) throw new Refusal('visit.group_not_assigned', { field: 'groupId' })
  const stranger = body.memberIds.findIndex((id) => strangers.includes(id))
  if (stranger >= 0) throw new Refusal('visit.not_in_group', { field: `memberIds.${stranger}` })
  if (actor.role === 'MEMBER' && !body.memberIds.includes(actor.memberId ?? '')) {
    throw new Refusal('visit.not_in_group', { field: 'memberIds' })
  }
  const unit = body.unitIds.findIndex((id) => unknownUnits.includes(id))
  if (unit >= 0) throw new Refusal('supervision.unknown_unit', { field: `unitIds.${unit}` })
  if (body.heldAt > now.toISOString()) throw new Refusal('visit.not_yet', { field: 'heldAt' })
  return [
    c.VisitRecorded({ ...body, sha256 }),
    ...(project.state === 'GROUP_FORMED' ? [c.VisitsBegun({ projectId: project.id })] : []),
  ]
}

/** 登记问题: the same one again says nothing new. */
export function raiseFinding(
  {
    project,
    visit,
    finding,
    sha256,
    unknownUnits,
    isMember,
  }: {
    project: Project
    visit: Visit
    /** By what was sent first, before it was revised. */
    finding: { sha256: string | null } | undefined
    sha256: string
    unknownUnits: readonly string[]
    /** Whether who asks is in the group of the visit. */
    isMember: boolean
  },
  { findingId, visitId, severity, subject, unitId, files }: CommandOf<typeof c.RaiseFinding>,
  { actor }: Deciding,
) {
  if (actor.role === 'MEMBER' && !isMember) throw new Refusal('common.not_found', { field: 'visitId' })
  if (finding?.sha256 === sha256) return []
  if (finding) throw new Refusal('finding.id_taken', { field: 'findingId' })
  if (visit.state !== 'HELD') throw new Refusal('visit.not_held', { field: 'visitId' })
  requireState(project, ['VISITING', 'FINDINGS'], 'visitId')
  if (unknownUnits.length > 0) throw new Refusal('supervision.unknown_unit', { field: 'unitId' })
  return [
    c.FindingRaised({
      findingId,
      projectId: project.id,
      visitId,
      groupId: visit.groupId!,
      severity,
      subject,
      unitId,
      ...given('memberId', actor.memberId),
      sha256,
      files,
    }),
  ]
}
