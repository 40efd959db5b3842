import { proposals as c } from '@lianxie/contracts'
import { handle, type Handler, type Tx } from '@lianxie/service-kit'
import { archiveProposal } from './domain/archive.ts'
import { correctEntry } from './domain/correction.ts'
import { confirmPublication, decidePublication, withdrawPublication } from './domain/publication.ts'
import { loadProposal } from './store/proposal.ts'
import { findEntry, hashOfPublication, loadPreparedTexts, loadPublication } from './store/publication.ts'
import { loadSeen } from './store/seen.ts'
import type { Tables } from './store/tables.ts'
import { keepWords } from './store/words.ts'

const OFFICE = ['STAFF_PROPOSAL'] as const

interface About {
  proposalId: string
}

const onProposal = ({ proposalId }: About) => `proposal/${proposalId}`

const withPublication = async (tx: Tx<Tables>, { proposalId }: About) => ({
  proposal: await loadSeen(tx, proposalId),
  publication: await loadPublication(tx, proposalId),
})

/** 归档、公开、更正. */
export const publicationHandlers: Handler<any, any, any>[] = [
  handle(c.ArchiveProposal, {
    allow: OFFICE,
    target: onProposal,
    load: async (tx: Tx<Tables>, body) => {
      const { proposal, publication } = await withPublication(tx, body)
      return { proposal, isPublished: publication.isPublished }
    },
    decide: archiveProposal,
  }),
  handle(c.DecidePublication, {
    allow: OFFICE,
    target: onProposal,
    load: async (tx: Tx<Tables>, body) => ({ ...(await withPublication(tx, body)), sha256: hashOfPublication(body) }),
    decide: decidePublication,
    also: (tx, { subject, body, reply }, [event]) =>
      keepWords(tx, event!, {
        subject: subject.text,
        body: body.text,
        reply: reply.text,
        subjectReason: subject.reason,
        bodyReason: body.reason,
        replyReason: reply.reason,
      }),
  }),
  handle(c.ConfirmPublication, {
    allow: [...OFFICE, 'STAFF_OFFICE', 'CHAIR'],
    target: onProposal,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await withPublication(tx, body)),
      texts: await loadPreparedTexts(tx, body.proposalId),
    }),
    decide: confirmPublication,
  }),
  handle(c.WithdrawPublication, {
    allow: [...OFFICE, 'STAFF_OFFICE'],
    target: onProposal,
    load: withPublication,
    decide: withdrawPublication,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.CorrectEntry, {
    allow: [...OFFICE, 'STAFF_OFFICE', 'CHAIR', 'SUPERVISION_OFFICE', 'UNIT_HANDLER', 'UNIT_LEADER'],
    target: onProposal,
    load: async (tx: Tx<Tables>, body, { actor }) => ({
      proposal: actor.role.startsWith('UNIT_')
        ? await loadProposal(tx, body.proposalId)
        : await loadSeen(tx, body.proposalId, actor.role),
      entry: await findEntry(tx, body.proposalId, body.version, body.field),
    }),
    decide: correctEntry,
    also: (tx, { field, text, reason }, [event]) => keepWords(tx, event!, { [field]: text, correctionReason: reason }),
  }),
]
