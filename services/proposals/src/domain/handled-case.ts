import { type proposals as c, Refusal } from '@lianxie/contracts'
import type { Deadline } from '@lianxie/policy'
import type { Actor } from './deciding.ts'
import type { Proposal } from './proposal.ts'

/** 办理中的案件: a filed proposal with the units that handle it, and the originals that are answered with it. */
export interface HandledCase {
  proposal: Proposal
  /** The first assignment, from which the reply is owed. */
  assignedAt?: Date
  assignedOn?: string
  mode?: c.AssignmentMode
  /** 第几轮: 1, and one more with every rehandling. */
  round: number
  /** 重点提案. */
  isKey: boolean
  isImportant: boolean
  units: readonly Unit[]
}

/** 承办单位 in one case. */
export interface Unit {
  unitId: string
  role: c.AssignmentRole
  state: c.AssignmentState
  work: c.UnitWork
  round: number
  windowDue?: string
  returnAnswerDue?: string
  meetingDue?: string
  contacted: boolean
  opinionDue?: string
  opinionGiven: boolean
  named: boolean
  planned: boolean
  replyDeadline?: Deadline
  replyByRule: boolean
  extensions: number
}

/** True for units that reply: all but co-units, and but those that were let go. */
export const answers = ({ role, state }: Pick<Unit, 'role' | 'state'>): boolean => role !== 'CO' && state !== 'RELEASED'

/** The order in which the work of a unit goes on; the case is where its slowest unit is. */
const PROGRESS = ['HANDLING', 'EXTENSION_REQUESTED', 'REWORK', 'REPLY_DRAFTED', 'REPLIED'] as const

/**
 * Where a case stands, by those of its replying units that have not replied: one that was returned by all of them waits
 * for the office, one that none has taken on waits for them, any other is where the slowest of those at work is.
 */
export function stateOfCase(units: readonly Unit[], round: number): c.ProposalState {
  const replying = units.filter(answers)
  const open = replying.filter(({ work }) => work !== 'REPLIED')
  if (open.length === 0) return replying.length === 0 ? 'RETURNED_BY_UNIT' : 'REPLIED'
  const atWork = open.filter(({ state }) => state === 'ACCEPTED').map(({ work }) => work)
  const slowest = PROGRESS.find((work) => atWork.includes(work))
  if (slowest === undefined) return open.every(({ state }) => state === 'DECLINED') ? 'RETURNED_BY_UNIT' : 'ASSIGNED'
  return slowest === 'HANDLING' && round > 1 ? 'REHANDLING' : slowest
}

/** Where the case stands when one of its units has changed. */
export const stateWith = ({ units, round }: HandledCase, unitId: string, change: Partial<Unit>): c.ProposalState =>
  stateOfCase(
    units.map((unit) => (unit.unitId === unitId ? { ...unit, ...change } : unit)),
    round,
  )

/** 承办单位 for which somebody asks; a case that is not with the unit, or no longer, is not there for it. */
export function requireUnit({ units }: HandledCase, unitId: string, actor: Actor): Unit {
  const unit = units.find((one) => one.unitId === unitId)
  if (!unit || unit.state === 'RELEASED' || !actor.units.includes(unitId)) {
    throw new Refusal('common.not_found', { field: 'proposalId' })
  }
  return unit
}

/** A unit as an office names it. */
export function requireNamedUnit({ units }: HandledCase, unitId: string): Unit {
  const unit = units.find((one) => one.unitId === unitId && one.state !== 'RELEASED')
  if (!unit) throw new Refusal('common.not_found', { field: 'unitId' })
  return unit
}

/** 已办结: what is closed does not move any more. */
export function requireRunning({ proposal: { state } }: HandledCase): void {
  if (state === 'CLOSED' || state === 'ARCHIVED' || state === 'PUBLISHED') {
    throw new Refusal('proposal.wrong_state', { field: 'proposalId', state })
  }
}

/** What has not been accepted is not worked on. */
export function requireAccepted({ state }: Unit): void {
  if (state !== 'ACCEPTED') throw new Refusal('assignment.not_accepted', { field: 'unitId', state })
}

export function requireReplying(unit: Unit): void {
  if (!answers(unit)) throw new Refusal('assignment.wrong_role', { field: 'unitId', role: unit.role })
}

export function requireWork({ work }: Unit, expected: readonly c.UnitWork[]): void {
  if (!expected.includes(work))
    throw new Refusal('proposal.wrong_state', { field: 'proposalId', state: work, expected })
}

/** Of proposals that were not handed in nobody but their proposers learns; the supervision office sees filed ones alone. */
export function requireSeen({ state, filing }: Proposal, { role }: Actor): void {
  const isHidden = ['DRAFT', 'COSIGNING', 'DISCARDED'].includes(state)
  const isFiled = filing.serial !== undefined || state === 'MERGED_INTO'
  if (isHidden || (role === 'SUPERVISION_OFFICE' && !isFiled)) {
    throw new Refusal('common.not_found', { field: 'proposalId' })
  }
}

/** Originals of a case: the target first, then those that were merged into it. */
export type Original = c.AnsweredOriginal

/** Every proposer of the originals, once. */
export function proposersOf(originals: readonly Original[]): c.Proposer[] {
  const all = originals.flatMap(({ lead, cosigners }) => [
    lead,
    ...cosigners.map((id) => ({ kind: 'MEMBER' as const, id })),
  ])
  return [...new Map(all.map((proposer) => [proposer.id, proposer])).values()]
}

/** The proposer for whom an actor speaks: the member, or the clerk's body. Others do not learn that the case is there. */
export function requireProposer(originals: readonly Original[], { role, memberId, units }: Actor): string {
  const own = proposersOf(originals).find(({ kind, id }) =>
    kind === 'MEMBER' ? role === 'MEMBER' && id === memberId : role === 'GROUP_CLERK' && units.includes(id),
  )
  if (!own) throw new Refusal('common.not_found', { field: 'proposalId' })
  return own.id
}

/** True for who acts for a unit. */
export const isUnitRole = ({ role }: Actor): boolean => role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'
