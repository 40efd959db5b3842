import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { refuseClassified } from './classified-marking.ts'
import type { Deciding } from './deciding.ts'
import { FILED_AND_OPEN, type Proposal, requireState } from './proposal.ts'

interface Facts {
  proposal: Proposal
  /** Absent of one that was never a candidate. */
  key: c.KeyState | undefined
}

/** 推荐重点提案. */
export function nominateKey(
  { proposal, key, unknownBodies }: Facts & { unknownBodies: readonly string[] },
  { consultedBodyIds }: CommandOf<typeof c.NominateKey>,
) {
  requireState(proposal, FILED_AND_OPEN)
  if (key === 'NOMINATED' || key === 'DESIGNATED') throw new Refusal('key.nominated', { field: 'proposalId' })
  if (unknownBodies.length > 0) throw new Refusal('proposal.unknown_body', { field: 'consultedBodyIds' })
  return [c.KeyNominated({ proposalId: proposal.id, consultedBodyIds: [...new Set(consultedBodyIds)] })]
}

/** 撤回重点提案推荐. */
export function withdrawNomination({ proposal, key }: Facts) {
  requireState(proposal, FILED_AND_OPEN)
  requireNominated(key)
  return [c.NominationWithdrawn({ proposalId: proposal.id })]
}

/** 确定重点提案: the decision of the chairs' meeting, as it is on record. */
export function decideKey(
  { proposal, key }: Facts,
  { designated, decidedOn, leadership, reason }: CommandOf<typeof c.DecideKey>,
  { now }: Deciding,
) {
  requireState(proposal, FILED_AND_OPEN)
  requireNominated(key)
  if (decidedOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'decidedOn' })
  if (!designated) {
    if (reason === undefined) throw new Refusal('key.reason_missing', { field: 'reason' })
    return [c.KeyRefused({ proposalId: proposal.id, decidedOn })]
  }
  if (leadership === undefined) throw new Refusal('key.leadership_missing', { field: 'leadership' })
  return [c.KeyDesignated({ proposalId: proposal.id, decidedOn, leadership })]
}

/** 确定领办、督办领导: again when they change. */
export function appointLeaders(
  facts: Facts & { unknown: { bodies: readonly string[]; members: readonly string[] } },
  { handlingLeaderPost, supervisingMemberId, responsibleBodyId }: CommandOf<typeof c.AppointLeaders>,
) {
  const { proposal, unknown } = facts
  requireDesignated(facts)
  if (handlingLeaderPost === undefined && supervisingMemberId === undefined) {
    throw new Refusal('key.leader_missing', { field: 'supervisingMemberId' })
  }
  if (unknown.members.length > 0) throw new Refusal('proposal.unknown_member', { field: 'supervisingMemberId' })
  if (unknown.bodies.length > 0) throw new Refusal('proposal.unknown_body', { field: 'responsibleBodyId' })
  return [
    c.LeadersAppointed({
      proposalId: proposal.id,
      isHandlingLed: handlingLeaderPost !== undefined,
      ...given('supervisingMemberId', supervisingMemberId),
      responsibleBodyId,
    }),
  ]
}

/** 登记领导批示. */
export function recordInstruction(
  facts: Facts,
  { instructedOn, text }: CommandOf<typeof c.RecordInstruction>,
  { now, newId }: Deciding,
) {
  requireDesignated(facts)
  refuseClassified({ text })
  if (instructedOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'instructedOn' })
  return [c.InstructionRecorded({ proposalId: facts.proposal.id, instructionId: newId(), instructedOn })]
}

function requireNominated(key: c.KeyState | undefined): void {
  if (key !== 'NOMINATED') throw new Refusal('key.not_nominated', { field: 'proposalId' })
}

function requireDesignated({ proposal, key }: Facts): void {
  requireState(proposal, FILED_AND_OPEN)
  if (key !== 'DESIGNATED') throw new Refusal('key.not_designated', { field: 'proposalId' })
}
