import { type CommandOf, proposals as c, Refusal, type Role, STAFF } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Deciding, Rules } from './deciding.ts'
import type { Feedback } from './feedback.ts'
import { type Proposal, requireState } from './proposal.ts'
import { leastSolved, requireClass } from './result-class.ts'
import type { UnitResult } from './upgrade.ts'

/** 要更正的记录: words as they stand, in which role they were written, and for which unit. */
export interface Entry {
  text: string
  /** The type of its event. */
  type: string
  role: Role
  unitId?: string
}

/** 更正: by the side that made the entry, in whatever state the proposal is; what was wrong stays. */
export function correctEntry(
  { proposal, entry }: { proposal: Proposal; entry: Entry | undefined },
  { version, field, text }: CommandOf<typeof c.CorrectEntry>,
  { actor }: Deciding,
) {
  if (sideOf(actor.role) === 'UNIT' && !(entry?.unitId !== undefined && actor.units.includes(entry.unitId))) {
    throw new Refusal('common.not_found', { field: 'proposalId' })
  }
  if (!entry) throw new Refusal('correction.no_entry', { field: 'version' })
  if (sideOf(entry.role) !== sideOf(actor.role)) throw new Refusal('correction.not_own', { field: 'version' })
  if (entry.text === text) throw new Refusal('correction.same', { field: 'text' })
  return [c.EntryCorrected({ proposalId: proposal.id, corrects: version, entryType: entry.type, field })]
}

/** The office corrects what the office has entered, every other role what was entered in it: a unit its own unit's. */
export const sideOf = (role: Role): string => {
  if ((STAFF as readonly Role[]).includes(role)) return 'OFFICE'
  return role === 'UNIT_HANDLER' || role === 'UNIT_LEADER' ? 'UNIT' : role
}

/** 面商记录, as far as its day is corrected. */
export interface RecordedMeeting {
  id: string
  unitId: string
  heldOn: string
  answered: boolean
}

/** 更正面商日期: what a proposer has answered is not changed by one side alone. */
export function correctMeeting(
  {
    proposal,
    meeting,
    assignedOn,
  }: { proposal: Proposal; meeting: RecordedMeeting | undefined; assignedOn: string | undefined },
  { heldOn }: CommandOf<typeof c.CorrectMeeting>,
  { now, actor }: Deciding,
) {
  if (!meeting || !actor.units.includes(meeting.unitId)) throw new Refusal('common.not_found', { field: 'meetingId' })
  if (meeting.answered) throw new Refusal('correction.confirmed', { field: 'meetingId' })
  if (heldOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'heldOn' })
  if (assignedOn !== undefined && heldOn < assignedOn) {
    throw new Refusal('meeting.before_assignment', { field: 'heldOn', assignedOn })
  }
  if (heldOn === meeting.heldOn) throw new Refusal('correction.same', { field: 'heldOn' })
  const { id: meetingId, unitId, heldOn: from } = meeting
  return [c.MeetingCorrected({ proposalId: proposal.id, meetingId, unitId, from, to: heldOn })]
}

/** 更正办理结果类别: wrongly recorded, not changed of mind; while proposers can still be told. */
export function correctResultClass(
  {
    proposal,
    feedback,
    results,
    promises,
    rules,
  }: {
    proposal: Proposal
    feedback: Feedback
    results: readonly UnitResult[]
    /** How many promises came with the reply of the unit. */
    promises: number
    rules: Rules
  },
  { unitId, resultClass: to }: CommandOf<typeof c.CorrectResultClass>,
  { now }: Deciding,
) {
  requireState(proposal, ['FEEDBACK_PENDING'])
  const result = results.find((one) => one.unitId === unitId)
  const isOfRound = feedback.forms.some((form) => form.unitId === unitId)
  if (!result || !isOfRound) throw new Refusal('common.not_found', { field: 'unitId' })
  if (feedback.closed || feedback.due === undefined || now.toISOString() >= feedback.due) {
    throw new Refusal('feedback.over', { field: 'proposalId' })
  }
  requireClass(rules, to, promises)
  if (result.resultClass === to) throw new Refusal('correction.same', { field: 'resultClass' })
  const caseClass = leastSolved(results.map((one) => (one.unitId === unitId ? to : one.resultClass)))
  const { round } = feedback
  return [c.ResultClassCorrected({ proposalId: proposal.id, round, unitId, from: result.resultClass, to, caseClass })]
}
