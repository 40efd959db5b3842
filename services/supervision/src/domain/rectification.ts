import { type CommandOf, Refusal, supervision as c } from '@lianxie/contracts'
import { daysLeft, shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'
import { type Issue, MOVING, named, requireIssueState, requireListed, requireOwn } from './issue.ts'
import { extendedTo, requireDayAhead } from './rectify-term.ts'

interface Facts {
  issue: Issue | undefined
}

/** 签收. */
export function acceptIssue({ issue }: Facts, _command: unknown, { actor }: Deciding) {
  const own = requireOwn(issue, actor)
  requireIssueState(own, ['LISTED'])
  return [c.IssueAccepted({ ...named(own), bySilence: false })]
}

/** 逾期视为签收: says nothing when the unit has spoken, or the project is over. */
export function takeSilence({ issue }: Facts, { ifDue }: CommandOf<typeof c.TakeSilenceAsAcceptance>) {
  const isOpen = issue?.state === 'LISTED' && issue.listed?.disputeDue === ifDue && isMoving(issue)
  return isOpen ? [c.IssueAccepted({ ...named(issue), bySilence: true })] : []
}

/** 提出异议: until the term for it ends. */
export function disputeIssue({ issue }: Facts, { files }: CommandOf<typeof c.DisputeIssue>, { actor, now }: Deciding) {
  const own = requireOwn(issue, actor)
  requireIssueState(own, ['LISTED'])
  const { disputeDue: due } = own.listed
  if (now.toISOString() >= due) throw new Refusal('issue.dispute_too_late', { field: 'findingId', due })
  return [c.IssueDisputed({ ...named(own), files })]
}

/** 制定整改措施: and anew while they are carried out. */
export function planMeasures(
  { issue, unknownMembers, judges }: Facts & { unknownMembers: readonly string[]; judges: readonly string[] },
  { finishOn, handlers, memberIds }: CommandOf<typeof c.PlanMeasures>,
  { actor, now }: Deciding,
) {
  const own = requireOwn(issue, actor)
  requireIssueState(own, ['ACCEPTED', 'RECTIFYING', 'REOPENED'])
  const unknown = memberIds.findIndex((id) => unknownMembers.includes(id))
  if (unknown >= 0) throw new Refusal('supervision.unknown_member', { field: `memberIds.${unknown}` })
  // Who does the work does not judge it: a unit would choose its judges by naming them.
  const judge = memberIds.findIndex((id) => judges.includes(id))
  if (judge >= 0) throw new Refusal('issue.handler_is_judge', { field: `memberIds.${judge}` })
  const { deadline } = own.listed
  if (finishOn < shanghaiDate(now)) throw new Refusal('issue.day_too_early', { field: 'finishOn' })
  // Who is late already has no earlier day to promise.
  if (now.toISOString() < deadline.due && finishOn > deadline.date) {
    throw new Refusal('issue.finish_after_due', { field: 'finishOn', date: deadline.date })
  }
  return [c.MeasuresPlanned({ ...named(own), round: own.round, finishOn, handlers, memberIds })]
}

/** 报告整改完成. */
export function reportRectified(
  { issue }: Facts,
  { rectifiedOn, files }: CommandOf<typeof c.ReportRectified>,
  { actor, now }: Deciding,
) {
  const own = requireOwn(issue, actor)
  requireIssueState(own, ['RECTIFYING'])
  if (rectifiedOn > shanghaiDate(now)) throw new Refusal('supervision.day_in_future', { field: 'rectifiedOn' })
  if (rectifiedOn < own.listed.on) throw new Refusal('issue.day_too_early', { field: 'rectifiedOn' })
  return [c.IssueRectified({ ...named(own), round: own.round, rectifiedOn, files })]
}

/** States in which the unit owes something by the deadline. */
const OWED = ['ACCEPTED', 'RECTIFYING', 'REOPENED'] as const

/** 延期申请. */
export interface MoreTime {
  id: string
  round: number
  until: string
  state: c.MoreTimeState
}

/** 申请延期: before the term ends, one request at a time. */
export function requestMoreTime(
  { issue, requests }: Facts & { requests: readonly MoreTime[] },
  { until }: CommandOf<typeof c.RequestMoreTime>,
  { actor, now, newId }: Deciding,
) {
  const own = requireOwn(issue, actor)
  requireIssueState(own, OWED)
  const { deadline } = own.listed
  if (now.toISOString() >= deadline.due) throw new Refusal('more_time.too_late', { field: 'findingId' })
  if (requests.some(({ state, round }) => state === 'REQUESTED' && round === own.round)) {
    throw new Refusal('more_time.open', { field: 'findingId' })
  }
  if (until <= deadline.date) throw new Refusal('more_time.not_later', { field: 'until', date: deadline.date })
  requireDayAhead(until, shanghaiDate(now), 'until')
  return [c.MoreTimeRequested({ ...named(own), requestId: newId(), round: own.round, until })]
}

interface RequestFacts extends Facts {
  request: MoreTime | undefined
}

/** 同意延期. */
export function grantMoreTime({ issue, request }: RequestFacts, _command: unknown, { now }: Deciding) {
  const { open, listed } = requireRequest(issue, request)
  requireDayAhead(request!.until, shanghaiDate(now), 'requestId')
  const deadline = extendedTo(request!.until, listed.listed.deadline)
  return [c.MoreTimeGranted({ ...open, deadline })]
}

/** 不同意延期. */
export function refuseMoreTime({ issue, request }: RequestFacts) {
  return [c.MoreTimeRefused(requireRequest(issue, request).open)]
}

function requireRequest(issue: Issue | undefined, request: MoreTime | undefined) {
  const listed = requireListed(issue)
  if (!request) throw new Refusal('common.not_found', { field: 'requestId' })
  if (request.state !== 'REQUESTED' || request.round !== listed.round) {
    throw new Refusal('more_time.decided', { field: 'requestId', state: request.state })
  }
  requireIssueState(listed, OWED)
  return { listed, open: { ...named(listed), requestId: request.id, round: request.round } }
}

/** 到期提醒: of what is still owed by that instant; says nothing when it was done, or the day has moved. */
export function remindOfIssue(
  { issue }: Facts,
  { about, ifDue }: CommandOf<typeof c.RemindOfIssue>,
  { now }: Deciding,
) {
  if (!issue?.listed || !isMoving(issue)) return []
  if (about === 'LOOK_BACK') {
    const { lookBackDue: dueOn, lookBack, state } = issue
    const isOwed = state === 'VERIFIED' && lookBack === undefined && dueOn === ifDue.slice(0, 10)
    return isOwed ? [c.LookBackReminded({ ...named(issue), dueOn: dueOn! })] : []
  }
  const isOwed = issue.listed.deadline.due === ifDue && ['LISTED', ...OWED].includes(issue.state)
  if (!isOwed) return []
  const left = daysLeft(ifDue, now)
  return left < 0
    ? [c.IssueOverdueNoted({ ...named(issue), due: ifDue, daysLate: -left })]
    : [c.IssueReminded({ ...named(issue), due: ifDue, daysLeft: left })]
}

const isMoving = ({ project }: Issue): boolean =>
  !project.isImported && (MOVING as readonly string[]).includes(project.state)
