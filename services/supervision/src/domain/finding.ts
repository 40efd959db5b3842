import { type CommandOf, Refusal, supervision as c } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'
import { type Project, requireHandled, requireState } from './project.ts'

/** 问题, as far as decisions before the list need to know it. */
export interface RaisedFinding {
  id: string
  state: c.FindingState
  sha256: string
  raisedBy: string
  raisedByMember?: string
}

/** 修改问题: by who raised it or the office, before it is listed. The same words again say nothing new. */
export function reviseFinding(
  {
    project,
    finding,
    sha256,
    unknownUnits,
    isMember,
  }: {
    project: Project
    finding: RaisedFinding
    sha256: string
    unknownUnits: readonly string[]
    /** Whether who asks is in a group of the project. */
    isMember: boolean
  },
  { findingId, severity, subject, unitId, files }: CommandOf<typeof c.ReviseFinding>,
  { actor }: Deciding,
) {
  if (actor.role === 'MEMBER') {
    if (!isMember) throw new Refusal('common.not_found', { field: 'findingId' })
    const isTheirs =
      finding.raisedBy === actor.id || (actor.memberId !== undefined && finding.raisedByMember === actor.memberId)
    if (!isTheirs) throw new Refusal('finding.not_yours', { field: 'findingId' })
  }
  requireHandled(project, 'findingId')
  if (finding.sha256 === sha256) return []
  requireRaised(finding)
  requireState(project, NOT_LISTED_YET, 'findingId')
  if (unknownUnits.length > 0) throw new Refusal('supervision.unknown_unit', { field: 'unitId' })
  return [c.FindingRevised({ findingId, projectId: project.id, severity, subject, unitId, sha256, files })]
}

/** 不列入. */
export function dropFinding(
  { project, finding }: { project: Project; finding: RaisedFinding },
  { findingId }: CommandOf<typeof c.DropFinding>,
) {
  requireHandled(project, 'findingId')
  requireRaised(finding)
  requireState(project, NOT_LISTED_YET, 'findingId')
  return [c.FindingDropped({ findingId, projectId: project.id })]
}

/** A first list leaves some findings for a second one, or for none. */
const NOT_LISTED_YET = ['VISITING', 'FINDINGS', 'ISSUE_LIST_SENT'] as const

function requireRaised({ state }: RaisedFinding): void {
  if (state !== 'RAISED') throw new Refusal('finding.wrong_state', { field: 'findingId', state, expected: ['RAISED'] })
}
