import { proposals as c } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type Tx } from '@lianxie/service-kit'
import { linkSession, recordConsultation, unlinkSession } from './domain/consultation.ts'
import { findSession } from './store/consultation.ts'
import { loadProposal } from './store/proposal.ts'
import type { Tables } from './store/tables.ts'

const onProposal = ({ proposalId }: { proposalId: string }) => `proposal/${proposalId}`

const load = async (tx: Tx<Tables>, { proposalId, sessionId }: { proposalId: string; sessionId: string }) => ({
  proposal: await loadProposal(tx, proposalId),
  session: await findSession(tx, proposalId, sessionId),
})

/** 提案办理协商. */
export const consultationHandlers: Handler<any, any, any>[] = [
  handle(c.LinkSession, {
    allow: ['STAFF_PROPOSAL', 'STAFF_CONSULTATION'],
    target: onProposal,
    load,
    decide: linkSession,
  }),
  handle(c.UnlinkSession, {
    allow: ['STAFF_PROPOSAL', 'STAFF_CONSULTATION'],
    target: onProposal,
    load,
    decide: unlinkSession,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.RecordConsultation, { allow: ['SYSTEM'], target: onProposal, load, decide: recordConsultation }),
]
