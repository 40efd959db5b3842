import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import { dueBy, shanghaiDate } from '@lianxie/policy'
import type { Deciding, Rules } from './deciding.ts'
import { type Feedback, isAnyoneDissatisfied, isSame, type Original, proposersOf } from './feedback.ts'
import { type Proposal, requireState } from './proposal.ts'
import { isSolved, leastSolved } from './result-class.ts'
import type { UnitResult } from './upgrade.ts'

interface EndingFacts {
  proposal: Proposal
  originals: readonly Original[]
  feedback: Feedback
  openPromises: number
  finalOutcome: c.FinalOutcome | undefined
  results: readonly UnitResult[]
  rules: Rules
}

/** 责成再办理: after dissatisfaction, or as the office sees it. */
export function orderRehandling(
  { proposal, feedback, results, rules }: EndingFacts,
  { unitIds }: CommandOf<typeof c.OrderRehandling>,
  { now }: Deciding,
) {
  requireState(proposal, ['FEEDBACK_PENDING', 'FOLLOW_UP'])
  requireFeedbackOver(feedback)
  if (isLastRound(feedback, rules)) throw new Refusal('rehandling.limit', { field: 'proposalId' })
  const replied = results.map(({ unitId }) => unitId)
  const asked = unitIds ? [...new Set(unitIds)] : replied
  const unknown = asked.findIndex((id) => !replied.includes(id))
  if (unknown >= 0) throw new Refusal('common.not_found', { field: `unitIds.${unknown}` })
  const deadline = dueBy(rules, 'proposal.rehandleDue', { anchor: shanghaiDate(now) })
  return [c.RehandlingOrdered({ proposalId: proposal.id, round: feedback.round + 1, unitIds: asked, deadline })]
}

/** 主席会议决定: when the rules allow no further round. */
export function decideFinally(
  facts: EndingFacts,
  { outcome, decidedOn }: CommandOf<typeof c.DecideFinally>,
  { now }: Deciding,
) {
  const { proposal, feedback, rules, openPromises } = facts
  requireState(proposal, ['FEEDBACK_PENDING', 'FOLLOW_UP'])
  requireFeedbackOver(feedback)
  if (!isLastRound(feedback, rules)) throw new Refusal('rehandling.rounds_left', { field: 'proposalId' })
  if (decidedOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'decidedOn' })
  const decided = c.CaseDecided({ proposalId: proposal.id, outcome, decidedOn })
  if (outcome === 'FOLLOW_UP') {
    return [decided, ...(proposal.state === 'FOLLOW_UP' ? [] : [c.FollowUpBegun({ proposalId: proposal.id })])]
  }
  requireAnswered(facts)
  if (openPromises > 0) throw new Refusal('promise.open', { field: 'proposalId', open: openPromises })
  return [decided, c.ProposalClosed({ proposalId: proposal.id, round: feedback.round })]
}

/** 转入跟踪办理: of what was not solved. */
export function beginFollowUp({ proposal, feedback, results }: EndingFacts) {
  requireState(proposal, ['FEEDBACK_PENDING'])
  requireFeedbackOver(feedback)
  const resultClass = leastSolved(results.map((one) => one.resultClass))
  if (isSolved(resultClass)) {
    throw new Refusal('close.not_followed_up', { field: 'proposalId', resultClass })
  }
  return [c.FollowUpBegun({ proposalId: proposal.id })]
}

/** 办结: everybody was answered, every form is in or `NO_FEEDBACK`, and no promise is owed. */
export function closeProposal(facts: EndingFacts, { reason }: CommandOf<typeof c.CloseProposal>) {
  const { proposal, feedback, rules, openPromises, finalOutcome } = facts
  requireState(proposal, ['FEEDBACK_PENDING', 'FOLLOW_UP'])
  requireAnswered(facts)
  requireFeedbackOver(feedback)
  if (openPromises > 0) throw new Refusal('promise.open', { field: 'proposalId', open: openPromises })
  if (isAnyoneDissatisfied(feedback)) {
    if (isLastRound(feedback, rules) && finalOutcome === undefined) {
      throw new Refusal('rehandling.needs_decision', { field: 'proposalId' })
    }
    if (reason === undefined) throw new Refusal('close.reason_missing', { field: 'reason' })
  }
  return [c.ProposalClosed({ proposalId: proposal.id, round: feedback.round })]
}

/** Refuses while a proposer of one of the originals has no form about any reply. */
function requireAnswered({ originals, feedback: { standing } }: EndingFacts): void {
  const missing = originals.flatMap((original) =>
    proposersOf(original)
      .filter(
        (proposer) => !standing.some((form) => form.originalId === original.id && isSame(form.proposer, proposer)),
      )
      .map(() => original.id),
  )
  if (missing.length > 0)
    throw new Refusal('close.unanswered', { field: 'proposalId', originals: [...new Set(missing)] })
}

function requireFeedbackOver({ closed }: Feedback): void {
  if (!closed) throw new Refusal('feedback.running', { field: 'proposalId' })
}

/** True in the last round that the local rules allow: the first, and as many rehandlings. */
const isLastRound = ({ round }: Feedback, { values }: Rules) => round > values['proposal.maxRehandlings']
