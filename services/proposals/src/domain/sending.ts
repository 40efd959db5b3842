import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import { dueBy, shanghaiDate } from '@lianxie/policy'
import type { Deciding, Rules } from './deciding.ts'
import {
  answers,
  type HandledCase,
  type Original,
  proposersOf,
  requireAccepted,
  requireReplying,
  requireRunning,
  requireUnit,
  stateWith,
} from './handled-case.ts'
import { type Meeting, withoutMeeting } from './meeting.ts'
import { nameOf, type Reply, requireVersion } from './reply.ts'
import { leastSolved, mayPromise } from './result-class.ts'

interface SendingFacts {
  handled: HandledCase
  reply: Reply | undefined
  rules: Rules
  originals: readonly Original[]
  meetings: readonly Meeting[]
  /** Whether the units still disagree on something. */
  disagrees: boolean
  /** The classes of the replies that other units sent in this round, or before where this round is not theirs. */
  otherClasses: readonly c.ResultClass[]
}

/**
 * 送达答复: to every proposer of every original at once. With the last reply of the round the case is answered: its clock
 * stops, and its proposers are asked for what they think.
 */
export function sendReply(
  facts: SendingFacts,
  { unitId, sha256 }: CommandOf<typeof c.SendReply>,
  { now, actor }: Deciding,
) {
  const { handled, rules, originals } = facts
  const unit = requireUnit(handled, unitId, actor)
  requireAccepted(unit)
  requireReplying(unit)
  const reply = requireVersion(facts, sha256)
  requireReady(facts, reply)
  const sentOn = shanghaiDate(now)
  const state = stateWith(handled, unitId, { work: 'REPLIED' })
  const isLast = state === 'REPLIED'
  const feedbackDeadline = dueBy(rules, 'proposal.feedbackDue', { anchor: sentOn })
  const sent = c.ReplySent({
    ...nameOf(facts, reply),
    resultClass: reply.resultClass,
    documentNumber: reply.documentNumber,
    files: [...reply.files],
    promises: mayPromise(reply.resultClass) ? [...reply.promises] : [],
    sentOn,
    late: unit.replyDeadline !== undefined && now.toISOString() >= unit.replyDeadline.due,
    originals: [...originals],
    state,
    ...(isLast && { caseClass: leastSolved([reply.resultClass, ...facts.otherClasses]), feedbackDeadline }),
    ...given('jointKey', handled.proposal.jointKey),
  })
  if (!isLast) return [sent]
  const { id: proposalId } = handled.proposal
  return [sent, c.FeedbackRequested({ proposalId, round: reply.round, feedbackDeadline })]
}

function requireReady({ handled, rules, originals, meetings, disagrees }: SendingFacts, reply: Reply): void {
  const missing = handled.units
    .filter(
      ({ role, state, unitId }) => role === 'CO' && state !== 'RELEASED' && reply.countersigned.get(unitId) !== true,
    )
    .map(({ unitId }) => unitId)
  if (missing.length > 0) throw new Refusal('reply.not_countersigned', { field: 'proposalId', units: missing })
  if (!reply.signed) throw new Refusal('reply.not_signed', { field: 'sha256' })
  if (!reply.approved) throw new Refusal('reply.not_approved', { field: 'sha256' })
  if (disagrees) throw new Refusal('reply.disagreement_open', { field: 'proposalId' })
  if (!rules.values['proposal.meetingRequired']) return
  const unmet = withoutMeeting(originals, meetings, reply)
  if (unmet.length > 0) throw new Refusal('reply.no_meeting', { field: 'proposalId', originals: unmet })
}

/** 登记书面送达: for proposers who are not reached in the system. */
export function recordDelivery(
  {
    handled,
    originals,
    delivered,
    sentRound,
  }: {
    handled: HandledCase
    originals: readonly Original[]
    /** The last round in which the unit sent a reply, and whether it was delivered to the proposer on paper already. */
    sentRound: number | undefined
    delivered: boolean
  },
  { unitId, proposerId, deliveredOn }: CommandOf<typeof c.RecordDelivery>,
  { now, actor }: Deciding,
) {
  if (actor.role !== 'STAFF_PROPOSAL') requireUnit(handled, unitId, actor)
  if (!handled.units.some((unit) => unit.unitId === unitId && answers(unit))) {
    throw new Refusal('common.not_found', { field: 'unitId' })
  }
  if (!proposersOf(originals).some(({ id }) => id === proposerId)) {
    throw new Refusal('common.not_found', { field: 'proposerId' })
  }
  requireRunning(handled)
  if (sentRound === undefined) throw new Refusal('reply.not_sent', { field: 'unitId' })
  if (delivered) throw new Refusal('reply.delivered', { field: 'proposerId' })
  if (deliveredOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'deliveredOn' })
  return [c.ReplyDelivered({ proposalId: handled.proposal.id, unitId, round: sentRound, proposerId, deliveredOn })]
}
