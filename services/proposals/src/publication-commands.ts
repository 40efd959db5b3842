import { proposals as c } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type Tx } from '@lianxie/service-kit'
import { archiveProposal } from './domain/archive.ts'
import { correctEntry, correctMeeting, correctResultClass } from './domain/correction.ts'
import { confirmPublication, decidePublication, withdrawPublication } from './domain/publication.ts'
import { loadFeedback, loadResults } from './store/feedback.ts'
import { loadRules } from './store/known.ts'
import { loadProposal } from './store/proposal.ts'
import {
  countPromises,
  findEntry,
  findMeeting,
  hashOfPublication,
  loadAssignedOn,
  loadPreparedTexts,
  loadPublication,
} from './store/publication.ts'
import { loadSeen } from './store/seen.ts'
import type { Tables } from './store/tables.ts'

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
  handle(c.CorrectMeeting, {
    allow: ['UNIT_HANDLER', 'UNIT_LEADER'],
    target: onProposal,
    load: async (tx: Tx<Tables>, { proposalId, meetingId }) => ({
      proposal: await loadProposal(tx, proposalId),
      meeting: await findMeeting(tx, proposalId, meetingId),
      assignedOn: await loadAssignedOn(tx, proposalId),
    }),
    decide: correctMeeting,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.CorrectResultClass, {
    allow: ['SUPERVISION_OFFICE'],
    target: onProposal,
    load: async (tx: Tx<Tables>, { proposalId, unitId }, { committee, now, actor }) => ({
      proposal: await loadSeen(tx, proposalId, actor.role),
      feedback: await loadFeedback(tx, proposalId),
      results: await loadResults(tx, proposalId),
      promises: await countPromises(tx, proposalId, unitId),
      rules: await loadRules(tx, committee, now),
    }),
    decide: correctResultClass,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
]
