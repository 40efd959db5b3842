import { type CommandOf, given, proposals as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { refuseClassified } from './classified-marking.ts'
import type { Deciding } from './deciding.ts'
import {
  type HandledCase,
  isUnitRole,
  type Original,
  proposersOf,
  requireAccepted,
  requireProposer,
  requireRunning,
  requireUnit,
} from './handled-case.ts'

/** 面商 that was recorded, with the answers of the proposers who are named in it. */
export interface Meeting {
  id: string
  unitId: string
  round: number
  stage: c.MeetingStage
  parties: readonly { proposerId: string; answer?: c.MeetingAnswer }[]
}

interface Facts {
  handled: HandledCase
  originals: readonly Original[]
}

/** 登记面商: before, during or after the handling. */
export function recordMeeting(
  { handled, originals }: Facts,
  { unitId, way, stage, heldOn, proposerIds, summary }: CommandOf<typeof c.RecordMeeting>,
  { now, actor, newId }: Deciding,
) {
  const unit = requireUnit(handled, unitId, actor)
  requireAccepted(unit)
  requireRunning(handled)
  refuseClassified({ summary })
  if (heldOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'heldOn' })
  if (handled.assignedOn !== undefined && heldOn < handled.assignedOn) {
    throw new Refusal('meeting.before_assignment', { field: 'heldOn', assignedOn: handled.assignedOn })
  }
  const all = proposersOf(originals)
  const proposers = [...new Set(proposerIds)].map((id, index) => {
    const proposer = all.find((one) => one.id === id)
    if (!proposer) throw new Refusal('meeting.unknown_proposer', { field: `proposerIds.${index}` })
    return proposer
  })
  return [
    c.MeetingRecorded({
      proposalId: handled.proposal.id,
      meetingId: newId(),
      unitId,
      round: unit.round,
      way,
      stage,
      heldOn,
      proposers,
    }),
  ]
}

/** 确认面商: each proposer who is named answers for themselves, once. */
export function confirmMeeting(
  { handled, originals, meeting }: Facts & { meeting: Meeting | undefined },
  { meetingId, answer }: CommandOf<typeof c.ConfirmMeeting>,
  { actor }: Deciding,
) {
  const proposerId = requireProposer(originals, actor)
  const own = meeting?.parties.find((party) => party.proposerId === proposerId)
  if (!own) throw new Refusal('common.not_found', { field: 'meetingId' })
  requireRunning(handled)
  if (own.answer !== undefined) throw new Refusal('meeting.answered', { field: 'meetingId', answer: own.answer })
  return [c.MeetingAnswered({ proposalId: handled.proposal.id, meetingId, proposerId, answer })]
}

/** 提办沟通: between the units of a case and its proposers; the offices read. */
export function sendMessage(
  { handled, originals }: Facts,
  { unitId, message }: CommandOf<typeof c.SendMessage>,
  { actor, newId }: Deciding,
) {
  const from = { proposalId: handled.proposal.id, messageId: newId() }
  if (isUnitRole(actor)) {
    if (unitId === undefined) throw new Refusal('message.unit_missing', { field: 'unitId' })
    requireAccepted(requireUnit(handled, unitId, actor))
    requireRunning(handled)
    refuseClassified({ message })
    return [c.MessageSent({ ...from, unitId })]
  }
  const proposerId = requireProposer(originals, actor)
  requireRunning(handled)
  if (!handled.units.some(({ state }) => state !== 'RELEASED')) {
    throw new Refusal('proposal.wrong_state', { field: 'proposalId', state: handled.proposal.state })
  }
  if (unitId !== undefined && !handled.units.some((unit) => unit.unitId === unitId && unit.state !== 'RELEASED')) {
    throw new Refusal('common.not_found', { field: 'unitId' })
  }
  refuseClassified({ message })
  return [c.MessageSent({ ...from, proposerId, ...given('unitId', unitId) })]
}

/** The originals of whose proposers nobody was talked with in this round; what a proposer denies did not take place. */
export function withoutMeeting(
  originals: readonly Original[],
  meetings: readonly Meeting[],
  { unitId, round }: { unitId: string; round: number },
): string[] {
  const met = new Set(
    meetings
      .filter((meeting) => meeting.unitId === unitId && meeting.round === round && meeting.stage !== 'AFTER')
      .flatMap(({ parties }) =>
        parties.filter(({ answer }) => answer !== 'DENIED').map(({ proposerId }) => proposerId),
      ),
  )
  return originals
    .filter((one) => !proposersOf([one]).some(({ id }) => met.has(id)))
    .map(({ proposalId }) => proposalId)
}
