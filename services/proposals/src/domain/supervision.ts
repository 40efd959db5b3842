import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { refuseClassified } from './classified-marking.ts'
import { type Entry, sideOf } from './correction.ts'
import type { Deciding } from './deciding.ts'
import { HANDED_OUT, type Proposal, requireState } from './proposal.ts'

interface Facts {
  proposal: Proposal
  unknown: { bodies: readonly string[]; members: readonly string[] }
}

type Recorded = Omit<CommandOf<typeof c.RecordSupervision>, 'proposalId'>

/** 登记督办: of any case that is with its units; key ones are those that are supervised most. */
export function recordSupervision(
  facts: Facts,
  command: CommandOf<typeof c.RecordSupervision>,
  { now, newId }: Deciding,
) {
  requireState(facts.proposal, HANDED_OUT)
  return [c.SupervisionHeld({ ...checked(facts, command, now), supervisionId: newId() })]
}

/** 更正督办记录: by the side that made it; the wrong record stays beside the right one. */
export function correctSupervision(
  facts: Facts & { entry: Pick<Entry, 'role'> | undefined },
  command: CommandOf<typeof c.CorrectSupervision>,
  { now, actor }: Deciding,
) {
  if (!facts.entry) throw new Refusal('common.not_found', { field: 'supervisionId' })
  if (sideOf(facts.entry.role) !== sideOf(actor.role)) {
    throw new Refusal('correction.not_own', { field: 'supervisionId' })
  }
  return [c.SupervisionCorrected({ ...checked(facts, command, now), supervisionId: command.supervisionId })]
}

function checked({ proposal, unknown }: Facts, command: Recorded, now: Date) {
  const { form, heldOn, memberIds, bodyIds, files, record, result } = command
  refuseClassified({ record, result })
  if (heldOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'heldOn' })
  if (unknown.members.length > 0) throw new Refusal('proposal.unknown_member', { field: 'memberIds' })
  if (unknown.bodies.length > 0) throw new Refusal('proposal.unknown_body', { field: 'bodyIds' })
  return {
    proposalId: proposal.id,
    form,
    heldOn,
    memberIds: [...new Set(memberIds)],
    bodyIds: [...new Set(bodyIds)],
    files,
  }
}
