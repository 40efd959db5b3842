import { type proposals as c, Refusal } from '@lianxie/contracts'
import type { Actor } from './deciding.ts'

/** 提案, as far as decisions need to know it. */
export interface Proposal {
  id: string
  state: c.ProposalState
  origin: 'LIVE' | 'IMPORTED'
  kind: c.ProposerKind
  collectiveKind?: string
  lead: { kind: 'MEMBER' | 'BODY'; id: string }
  subject: string
  text: { version: number; sha256: string }
  jointKey?: string
  cosigning?: { until: string; due: string }
  confirmedSha256?: string
  filing: Filing
  review: { reviewer?: string; preBy?: string; secondBy?: string }
  merger?: { intoId: string; before: c.ProposalState; answer?: c.MergeAnswer }
  /** How many proposals were merged into this one. */
  originals: number
}

/** What a proposal got by being submitted and filed. */
export interface Filing {
  intakeId?: string
  termNumber?: number
  sessionNumber?: number
  period?: c.ProposalPeriod
  receiptNumber?: number
  serial?: number
  category?: string
}

/** 附议人. */
export interface Cosigner {
  memberId: string
  state: c.CosignatureState
}

/** 界别、党派等提案者: a body or sector of the directory. */
export interface Body {
  id: string
  bodyKind?: string
  isSector: boolean
}

export function requireState(
  { state }: Pick<Proposal, 'state'>,
  expected: readonly c.ProposalState[],
  field = 'proposalId',
): void {
  if (!expected.includes(state)) throw new Refusal('proposal.wrong_state', { field, state, expected })
}

/** True for the member, or the clerk of the body, whose proposal it is. */
export const isOwn = ({ lead }: Pick<Proposal, 'lead'>, actor: Actor): boolean =>
  lead.kind === 'MEMBER'
    ? actor.role === 'MEMBER' && actor.memberId === lead.id
    : actor.role === 'GROUP_CLERK' && actor.units.includes(lead.id)

/** Whose proposal it is not does not even learn that it is there. */
export function requireOwn(proposal: Proposal, actor: Actor): void {
  if (!isOwn(proposal, actor)) throw new Refusal('common.not_found', { field: 'proposalId' })
}

/** The states in which the proposer writes. */
export const WRITABLE = ['DRAFT', 'COSIGNING', 'RETURNED_FOR_REVISION'] as const satisfies c.ProposalState[]

/** The states from the assignment until a case is closed. */
export const HANDED_OUT = [
  'ASSIGNED',
  'RETURNED_BY_UNIT',
  'HANDLING',
  'EXTENSION_REQUESTED',
  'REPLY_DRAFTED',
  'REWORK',
  'REPLIED',
  'FEEDBACK_PENDING',
  'REHANDLING',
  'FOLLOW_UP',
] as const satisfies c.ProposalState[]

/** The states from filing until a case is closed. */
export const FILED_AND_OPEN = ['FILED', ...HANDED_OUT] as const satisfies c.ProposalState[]
