import { type Deadline, Refusal, type supervision as c } from '@lianxie/contracts'
import type { Actor } from './deciding.ts'
import { type Project, requireHandled, requireState } from './project.ts'

/** 问题, as far as decisions about its rectification need to know it. */
export interface Issue {
  id: string
  project: Project
  unitId: string
  state: c.FindingState
  /** Absent before it was put on a list. */
  listed?: Listed
  round: number
  rectifiedOn?: string
  /** The day of the last check that verified it. */
  verifiedOn?: string
  lookBack?: c.LookBackOutcome
  lookBackDue?: string
  /** 经办人: accounts and members who acted for the unit. */
  handlers: readonly string[]
}

export interface Listed {
  on: string
  deadline: Deadline
  rectifyTerm?: c.RectifyTerm
  disputeDue: string
  disputedOn?: string
}

/** A project in which issues move: after its list was sent and before it is closed. */
export const MOVING = ['ISSUE_LIST_SENT', 'REPORTED'] as const

/** An issue that a unit was sent. */
export type ListedIssue = Issue & { listed: Listed }

/** What every event of an issue says of it. */
export const named = ({ id: findingId, project, unitId }: Issue) => ({ findingId, projectId: project.id, unitId })

/** The issue for its unit: to others, and before it was sent, it is not found. */
export function requireOwn(issue: Issue | undefined, { units }: Actor): ListedIssue {
  if (!issue?.listed || !units.includes(issue.unitId)) throw notFound()
  requireState(issue.project, MOVING, 'findingId')
  return { ...issue, listed: issue.listed }
}

/** The issue for the office. */
export function requireListed(issue: Issue | undefined): ListedIssue {
  if (issue) requireHandled(issue.project, 'findingId')
  if (!issue?.listed) throw notFound()
  requireState(issue.project, MOVING, 'findingId')
  return { ...issue, listed: issue.listed }
}

/**
 * The issue for a member of the groups of its project; to others it is not found. Whoever acts for the responsible unit, or
 * did so on this issue, never judges it.
 */
export function requireJudge(
  issue: Issue | undefined,
  isInGroup: boolean,
  { id, memberId, units }: Actor,
): ListedIssue & { judge: string } {
  if (!issue?.listed || !isInGroup || memberId === undefined) throw notFound()
  const isUnit = units.includes(issue.unitId) || issue.handlers.includes(id) || issue.handlers.includes(memberId)
  if (isUnit) throw new Refusal('issue.verifier_is_unit', { field: 'findingId' })
  requireState(issue.project, MOVING, 'findingId')
  return { ...issue, listed: issue.listed, judge: memberId }
}

export function requireIssueState({ state }: Issue, expected: readonly c.FindingState[]): void {
  if (!expected.includes(state)) throw new Refusal('finding.wrong_state', { field: 'findingId', state, expected })
}

const notFound = () => new Refusal('common.not_found', { field: 'findingId' })
