import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import { FILED_AND_OPEN, type Proposal, requireState } from './proposal.ts'

/** 协商会议, as consultations told of it, and whether it is linked to the proposal. */
export interface Session {
  id: string
  heldOn?: string
  isLinked: boolean
  isRecorded: boolean
}

interface Facts {
  proposal: Proposal
  session: Session | undefined
}

/** 关联协商会议: one that was held already is recorded at once. */
export function linkSession({ proposal, session }: Facts, { sessionId }: CommandOf<typeof c.LinkSession>) {
  requireState(proposal, FILED_AND_OPEN)
  if (!session) throw new Refusal('common.not_found', { field: 'sessionId' })
  if (session.isLinked) throw new Refusal('proposal.session_linked', { field: 'sessionId' })
  const ids = { proposalId: proposal.id, sessionId }
  return [
    c.SessionLinked(ids),
    ...(session.heldOn === undefined ? [] : [c.ProposalConsulted({ ...ids, heldOn: session.heldOn })]),
  ]
}

/** 取消关联. */
export function unlinkSession({ proposal, session }: Facts, { sessionId }: CommandOf<typeof c.UnlinkSession>) {
  requireState(proposal, FILED_AND_OPEN)
  if (!session?.isLinked) throw new Refusal('common.not_found', { field: 'sessionId' })
  if (session.isRecorded) throw new Refusal('proposal.session_held', { field: 'sessionId' })
  return [c.SessionUnlinked({ proposalId: proposal.id, sessionId })]
}

/** 登记协商: what consultations tells; a session that was taken off the proposal meanwhile says nothing. */
export const recordConsultation = (
  { proposal, session }: Facts,
  { sessionId, heldOn }: CommandOf<typeof c.RecordConsultation>,
) =>
  session?.isLinked && !session.isRecorded ? [c.ProposalConsulted({ proposalId: proposal.id, sessionId, heldOn })] : []
