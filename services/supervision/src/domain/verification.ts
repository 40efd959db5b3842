import { type CommandOf, type FileRef, given, Refusal, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Deciding, Rules } from './deciding.ts'
import { type Issue, named, requireIssueState, requireJudge } from './issue.ts'
import { afterDispute, lookBackDue, rectifyTerm } from './rectify-term.ts'

interface Facts {
  issue: Issue | undefined
  /** Whether who asks is in a group of the project today. */
  isInGroup: boolean
  rules: Rules
}

interface Check {
  checkedOn: string
  way: c.CheckWay
  files: FileRef[]
}

/** 异议复核: what stands is accepted, with the time that the dispute took given back. */
export function recheckIssue(
  { issue, isInGroup }: Facts,
  { outcome, ...check }: CommandOf<typeof c.RecheckIssue>,
  { actor, now }: Deciding,
) {
  const { judge, ...listed } = requireJudge(issue, isInGroup, actor)
  requireIssueState(listed, ['DISPUTED'])
  const disputedOn = listed.listed.disputedOn!
  const said = checked(check, judge, disputedOn, now)
  if (outcome === 'DROPPED') return [c.IssueDropped({ ...named(listed), ...said })]
  const deadline = afterDispute(listed.listed, { listedOn: listed.listed.on, disputedOn, now })
  return [c.IssueConfirmed({ ...named(listed), ...said, deadline })]
}

/** 核查销号: by the group, never by the unit. */
export function verifyIssue(
  { issue, isInGroup, rules }: Facts,
  check: CommandOf<typeof c.VerifyIssue>,
  { actor, now }: Deciding,
) {
  const { judge, ...listed } = requireJudge(issue, isInGroup, actor)
  requireIssueState(listed, ['RECTIFIED'])
  const said = checked(check, judge, listed.rectifiedOn!, now)
  return [c.IssueVerified({ ...named(listed), round: listed.round, ...said, lookBackDue: lookBackDue(rules, now) })]
}

/** 退回重新整改: a new round with a new term. */
export function reopenIssue(
  { issue, isInGroup, rules }: Facts,
  { term, ...check }: CommandOf<typeof c.ReopenIssue>,
  { actor, now }: Deciding,
) {
  const { judge, ...listed } = requireJudge(issue, isInGroup, actor)
  requireIssueState(listed, ['RECTIFIED'])
  const said = checked(check, judge, listed.rectifiedOn!, now)
  return [c.IssueReopened({ ...named(listed), round: listed.round + 1, ...said, ...newTerm(rules, term, now) })]
}

/** 登记回头看: once for each verification; what relapsed begins a new round. */
export function recordLookBack(
  { issue, isInGroup, rules }: Facts,
  { outcome, term, ...check }: CommandOf<typeof c.RecordLookBack>,
  { actor, now }: Deciding,
) {
  const { judge, ...listed } = requireJudge(issue, isInGroup, actor)
  requireIssueState(listed, ['VERIFIED'])
  if (listed.lookBack !== undefined) throw new Refusal('look_back.recorded', { field: 'findingId' })
  const said = checked(check, judge, listed.verifiedOn!, now)
  if (outcome === 'HOLDS') {
    if (term !== undefined) throw new Refusal('issue.term_not_asked', { field: 'term' })
    return [c.RectificationConfirmed({ ...named(listed), round: listed.round, ...said })]
  }
  return [c.IssueRelapsed({ ...named(listed), round: listed.round + 1, ...said, ...newTerm(rules, term, now) })]
}

function newTerm(rules: Rules, other: c.OtherTerm | undefined, now: Date) {
  const { deadline, rectifyTerm: term } = rectifyTerm(rules, other, now, 'term')
  return { deadline, ...given('rectifyTerm', term) }
}

/** The check as events tell it: not before what it is about, and not in the future. */
function checked({ checkedOn, way, files }: Check, memberId: string, notBefore: string, now: Date) {
  if (checkedOn > shanghaiDate(now)) throw new Refusal('supervision.day_in_future', { field: 'checkedOn' })
  if (checkedOn < notBefore) throw new Refusal('issue.day_too_early', { field: 'checkedOn' })
  return { memberId, checkedOn, way, files }
}
