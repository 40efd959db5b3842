import type { Answer, Role, Row } from '../../../data/contracts.ts'
import type { ActionKey } from './specs.ts'
import type { Values } from './spec.ts'

export type CaseFile = Answer<'proposals.case-file'>
export type Handling = Answer<'proposals.case-handling'>
export type Feedback = Answer<'proposals.case-feedback'>
export type Supervision = Answer<'proposals.case-supervision'>
export type Publication = Answer<'proposals.case-publication'>
export type PromiseRow = Row<'proposals.promises'>
export type Unit = Handling['units'][number]
export type Reply = Handling['replies'][number]

/** What is read of one case; what the reader may not see is not there. */
export interface Facts {
  file: CaseFile
  handling?: Handling | undefined
  feedback?: Feedback | undefined
  supervision?: Supervision | undefined
  publication?: Publication | undefined
  promises?: readonly PromiseRow[] | undefined
}

/** Who looks, in the role in which they act. */
export interface Viewer {
  role: Role
  accountId: string
  memberId?: string | undefined
  unitIds: readonly string[]
}

/** 可办事项: an action with what the page knows of it already. */
export interface Possible {
  key: ActionKey
  /** What goes with the command without being asked. */
  given: Values
  /** What the form begins with. */
  initial?: Values
  /** Where `initial` is what is stored: the version that it is of, so that nobody's change is covered up. */
  version?: number
  /** What waits for this very viewer, as against what may be done besides. */
  main?: true
  /** A name, where there are several of a kind: a unit, a promise. */
  of?: string | undefined
}

/** The version of a unit's reply that stands in the round that the case is in. */
export function standingReply(handling: Handling | undefined, unitId: string): Reply | undefined {
  return handling?.replies.findLast((reply) => reply.unitId === unitId && reply.round === handling.round)
}

/** A draft that is being worked on: not sent, not sent back. */
export const isOpenDraft = (reply: Reply | undefined): reply is Reply =>
  reply !== undefined && reply.sentOn === undefined && reply.returned === undefined

/** Units that give a reply of their own. */
export const answers = ({ role, state }: Unit): boolean => role !== 'CO' && state !== 'RELEASED'

export const CLOSED = ['CLOSED', 'ARCHIVED', 'PUBLISHED']
export const REPLIED = ['REPLIED', 'FEEDBACK_PENDING', 'REHANDLING', 'FOLLOW_UP', ...CLOSED]
