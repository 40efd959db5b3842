import { type CommandOf, given, Refusal, supervision as c } from '@lianxie/contracts'
import { dueBy, shanghaiDate } from '@lianxie/policy'
import type { Deciding, Rules } from './deciding.ts'
import { type Project, requireState } from './project.ts'
import { rectifyTerm } from './rectify-term.ts'

/** 拟列入清单的问题. */
export interface Candidate {
  id: string
  state: c.FindingState
  unitId: string
  hasFact: boolean
}

/** 审定问题清单: each issue goes to its unit with a term; a further list of the same project may follow. */
export function approveIssueList(
  {
    project,
    decidedOn,
    candidates,
    number,
    rules,
  }: {
    project: Project
    /** 监督项目审定日期. */
    decidedOn: string | undefined
    /** Those of the command that are findings of the project. */
    candidates: readonly Candidate[]
    /** The next one of the year. */
    number: number
    rules: Rules
  },
  { projectId, approvedOn, issues }: CommandOf<typeof c.ApproveIssueList>,
  { now, newId }: Deciding,
) {
  requireState(project, ['FINDINGS', 'ISSUE_LIST_SENT'])
  const today = shanghaiDate(now)
  if (approvedOn > today) throw new Refusal('supervision.day_in_future', { field: 'approvedOn' })
  if (decidedOn !== undefined && approvedOn < decidedOn) {
    throw new Refusal('issue_list.approved_too_early', { field: 'approvedOn', decidedOn })
  }
  const disputeDeadline = dueBy(rules, 'supervision.disputeDue', { anchor: today })
  const listId = newId()
  const listed = issues.map(({ findingId, term }, index) => {
    const field = `issues.${index}`
    const { unitId } = requireCandidate(candidates, findingId, `${field}.findingId`)
    const counted = rectifyTerm(rules, term, now, `${field}.term`)
    return c.IssueListed({
      findingId,
      projectId,
      unitId,
      listId,
      position: index + 1,
      deadline: counted.deadline,
      ...given('rectifyTerm', counted.rectifyTerm),
      disputeDeadline,
    })
  })
  const unitIds = [...new Set(listed.map(({ data }) => data.unitId))]
  const year = Number(approvedOn.slice(0, 4))
  return [c.IssueListSent({ projectId, listId, year, number, approvedOn, issues: listed.length, unitIds }), ...listed]
}

function requireCandidate(candidates: readonly Candidate[], id: string, field: string): Candidate {
  const found = candidates.find((one) => one.id === id)
  if (!found) throw new Refusal('issue_list.not_in_project', { field })
  if (found.state !== 'RAISED') {
    throw new Refusal('finding.wrong_state', { field, state: found.state, expected: ['RAISED'] })
  }
  if (!found.hasFact) throw new Refusal('issue_list.text_missing', { field })
  return found
}
