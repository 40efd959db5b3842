import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import { daysLeft } from '@lianxie/policy'
import type { Actor, Deciding, Rules } from './deciding.ts'
import { HANDED_OUT, type Proposal, requireState } from './proposal.ts'

/** 反馈意见表 of one proposer, about the reply of one unit. */
export interface Form {
  unitId: string
  originalId: string
  proposer: c.Proposer
  state: c.FeedbackFormState
  result?: c.FeedbackResult
}

/** 一轮答复的反馈: the forms of the round that the case is in, and until when they are asked for. */
export interface Feedback {
  round: number
  /** Absent until the last unit has replied. */
  due?: string
  closed: boolean
  forms: readonly Form[]
  /** The last forms about each unit, also of those that this round does not ask. */
  standing: readonly Form[]
}

/** Who is answered for a proposal: its lead, and the members who cosigned. */
export interface Original {
  id: string
  kind: c.ProposerKind
  lead: c.Proposer
  cosigners: readonly string[]
}

interface RatingFacts {
  proposal: Proposal
  originals: readonly Original[]
  feedback: Feedback
  rules: Rules
}

/** 评价答复: each proposer for themselves; who did not propose it does not learn that it is there. */
export function rateReply(
  { originals, proposal, feedback, rules }: RatingFacts,
  { originalId, unitId, text: _, ...form }: CommandOf<typeof c.RateReply>,
  { now, actor }: Deciding,
) {
  const original = originals.find(({ id }) => id === originalId)
  if (!original) throw new Refusal('common.not_found', { field: 'originalId' })
  const proposer = requireProposer(original, actor, 'originalId')
  const own = feedback.forms.find(
    (one) => one.originalId === originalId && one.unitId === unitId && isSame(one.proposer, proposer),
  )
  if (!own || feedback.due === undefined) throw new Refusal('feedback.no_form', { field: 'unitId' })
  if (feedback.closed || now.toISOString() >= feedback.due) throw new Refusal('feedback.over', { field: 'proposalId' })
  requireState(proposal, ['FEEDBACK_PENDING'])
  checkForm(form, original, rules)
  return [
    c.ReplyRated({
      proposalId: proposal.id,
      round: feedback.round,
      unitId,
      originalId,
      proposer,
      visit: form.visit,
      attitude: form.attitude,
      soughtBy: form.soughtBy,
      onPoint: form.onPoint,
      ...given('leaderReplied', form.leaderReplied),
      result: form.result,
    }),
  ]
}

function checkForm(
  { result, leaderReplied }: Pick<CommandOf<typeof c.RateReply>, 'result' | 'leaderReplied'>,
  { kind }: Original,
  { values }: Rules,
): void {
  const options: readonly c.FeedbackResult[] = c.FEEDBACK_SCHEMES[values['proposal.feedbackScheme']]
  if (!options.includes(result)) throw new Refusal('feedback.result_unknown', { field: 'result', options })
  if (kind === 'COLLECTIVE' && leaderReplied === undefined) {
    throw new Refusal('feedback.leader_missing', { field: 'leaderReplied' })
  }
  if (kind !== 'COLLECTIVE' && leaderReplied !== undefined) {
    throw new Refusal('feedback.leader_not_asked', { field: 'leaderReplied' })
  }
}

/** 反馈截止: no answer is `NO_FEEDBACK`. Says nothing when the day was another one. */
export function closeFeedback(
  { proposal, feedback, openPromises }: { proposal: Proposal; feedback: Feedback; openPromises: number },
  { ifDue }: CommandOf<typeof c.CloseFeedback>,
) {
  if (feedback.due !== ifDue || feedback.closed) return []
  return [
    c.FeedbackClosed({
      proposalId: proposal.id,
      round: feedback.round,
      unanswered: unanswered(feedback),
      followsUp: proposal.state === 'FEEDBACK_PENDING' && openPromises > 0 && !isAnyoneDissatisfied(feedback),
    }),
  ]
}

/** 催促反馈: by the rules, or by the office; after the deadline those are told who let it pass. */
export function remindOfFeedback(
  { proposal, feedback }: { proposal: Proposal; feedback: Feedback },
  { ifDue }: CommandOf<typeof c.RemindOfFeedback>,
  { now }: Deciding,
) {
  const owing = unanswered(feedback)
  const isMeant = ifDue === undefined ? !feedback.closed : ifDue === feedback.due
  if (feedback.due === undefined || owing.length === 0 || !isMeant) {
    if (ifDue !== undefined) return []
    throw new Refusal('feedback.none_open', { field: 'proposalId' })
  }
  const { round, due } = feedback
  return [c.FeedbackReminded({ proposalId: proposal.id, round, unanswered: owing, due, daysLeft: daysLeft(due, now) })]
}

/** 反映“被满意”. */
export function reportPressure(
  { proposal, original }: { proposal: Proposal; original: Original },
  _command: unknown,
  { actor, newId }: Deciding,
) {
  const proposer = requireProposer(original, actor, 'proposalId')
  requireState(proposal, HANDED_OUT)
  return [c.PressureReported({ reportId: newId(), proposalId: proposal.id, originalId: original.id, proposer })]
}

export function settlePressureReport(
  { report }: { report: { id: string; proposalId: string; isSettled: boolean } },
  { outcome }: CommandOf<typeof c.SettlePressureReport>,
) {
  if (report.isSettled) throw new Refusal('pressure.settled', { field: 'reportId' })
  return [c.PressureReportSettled({ reportId: report.id, proposalId: report.proposalId, outcome })]
}

/** The proposer for whom an actor speaks: the member, or the clerk's body. */
export function requireProposer({ lead, cosigners }: Original, actor: Actor, field: string): c.Proposer {
  const { role, memberId, units } = actor
  if (role === 'MEMBER' && memberId !== undefined) {
    const isOwn = (lead.kind === 'MEMBER' && lead.id === memberId) || cosigners.includes(memberId)
    if (isOwn) return { kind: 'MEMBER', id: memberId }
  }
  if (role === 'GROUP_CLERK' && lead.kind === 'BODY' && units.includes(lead.id)) return lead
  throw new Refusal('common.not_found', { field })
}

/** Everybody who is answered for an original. */
export const proposersOf = ({ lead, cosigners }: Original): c.Proposer[] => [
  lead,
  ...cosigners.map((id) => ({ kind: 'MEMBER' as const, id })),
]

export const isSame = (one: c.Proposer, other: c.Proposer): boolean => one.kind === other.kind && one.id === other.id

export const isAnyoneDissatisfied = ({ standing }: Feedback): boolean =>
  standing.some(({ result }) => result !== undefined && c.DISSATISFIED_RESULTS.includes(result))

const unanswered = ({ forms }: Feedback): c.UnansweredForm[] =>
  forms
    .filter(({ state }) => state !== 'RATED')
    .map(({ unitId, originalId, proposer }) => ({ unitId, originalId, proposer }))
