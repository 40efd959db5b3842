import { proposals as c, Refusal } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type Tx } from '@lianxie/service-kit'
import { answerMerger, mergeProposals, undoMerger } from './domain/merger.ts'
import {
  changeCategory,
  claimReview,
  convertProposal,
  declineFiling,
  fileProposal,
  preReviewProposal,
  returnForRevision,
  secondReviewProposal,
} from './domain/review.ts'
import { holdIntake } from './store/intake.ts'
import { findBody, findUnknown, loadRules } from './store/known.ts'
import * as store from './store/proposal.ts'
import type { Tables } from './store/tables.ts'

const OFFICE = ['STAFF_PROPOSAL'] as const

const onProposal = ({ proposalId }: { proposalId: string }) => `proposal/${proposalId}`

/** What nobody but its proposer has seen yet is not there for the office. */
const proposal = async (tx: Tx<Tables>, { proposalId }: { proposalId: string }) => {
  const found = await store.loadProposal(tx, proposalId)
  if (['DRAFT', 'COSIGNING', 'DISCARDED'].includes(found.state)) {
    throw new Refusal('common.not_found', { field: 'proposalId' })
  }
  return { proposal: found }
}

const withRules = async (
  tx: Tx<Tables>,
  body: { proposalId: string },
  { committee, now }: { committee: string; now: Date },
) => ({ ...(await proposal(tx, body)), rules: await loadRules(tx, committee, now) })

interface Reviewed {
  proposalId: string
  leadUnitId?: string | undefined
  coUnitIds: string[]
  similarIds: string[]
}

const forReview = async (tx: Tx<Tables>, body: Reviewed, context: { committee: string; now: Date }) => {
  const found = await withRules(tx, body, context)
  const similar = await store.loadProposals(tx, body.similarIds)
  const known = new Set(similar.map(({ id }) => id))
  return {
    ...found,
    body: await findBody(tx, found.proposal.lead.id),
    unknownUnits: await findUnknown(tx, 'known_unit', [body.leadUnitId, ...body.coUnitIds]),
    unknownSimilar: body.similarIds.filter((id) => !known.has(id)),
  }
}

/** 审查、立案、并案. */
export const reviewHandlers: Handler<any, any, any>[] = [
  handle(c.ClaimReview, { allow: OFFICE, target: onProposal, load: proposal, decide: claimReview }),
  handle(c.PreReviewProposal, {
    allow: OFFICE,
    target: onProposal,
    load: forReview,
    decide: preReviewProposal,
    also: (tx, { opinion }, [event]) => keepWords(tx, event!, { opinion }),
  }),
  handle(c.SecondReviewProposal, {
    allow: OFFICE,
    target: onProposal,
    load: forReview,
    decide: secondReviewProposal,
    also: (tx, { opinion }, [event]) => keepWords(tx, event!, { opinion }),
  }),
  handle(c.FileProposal, {
    allow: OFFICE,
    target: onProposal,
    load: async (tx: Tx<Tables>, body, context) => {
      const found = await withRules(tx, body, context)
      const { intakeId } = found.proposal.filing
      if (intakeId === undefined) throw new Refusal('proposal.wrong_state', { field: 'proposalId' })
      const cosigners = await store.loadCosigners(tx, body.proposalId)
      return {
        ...found,
        cosigners: cosigners.filter(({ state }) => state === 'SIGNED').map(({ memberId }) => memberId),
        unknownUnits: await findUnknown(tx, 'known_unit', [body.leadUnitId, ...body.coUnitIds]),
        intake: await holdIntake(tx, intakeId),
      }
    },
    decide: fileProposal,
  }),
  handle(c.DeclineFiling, {
    allow: OFFICE,
    target: onProposal,
    load: proposal,
    decide: declineFiling,
    also: (tx, { explanation }, [event]) => keepWords(tx, event!, { explanation }),
  }),
  handle(c.ReturnForRevision, {
    allow: OFFICE,
    target: onProposal,
    load: proposal,
    decide: returnForRevision,
    also: (tx, { opinion }, [event]) => keepWords(tx, event!, { opinion }),
  }),
  handle(c.ConvertProposal, {
    allow: OFFICE,
    target: onProposal,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await proposal(tx, body)),
      destination: await store.loadDestination(tx, body.proposalId),
    }),
    decide: convertProposal,
  }),
  handle(c.ChangeCategory, {
    allow: OFFICE,
    target: onProposal,
    load: withRules,
    decide: changeCategory,
    also: async (tx, { reason }, [event]) => {
      if (event) await keepWords(tx, event, { reason })
    },
  }),

  handle(c.MergeProposals, {
    allow: OFFICE,
    // Locked in the order of their ids, so that two clerks merging the same pair cannot wait for each other.
    target: ({ intoId, fromIds }) => [intoId, ...fromIds].map((id) => `proposal/${id}`),
    load: async (tx: Tx<Tables>, { intoId, fromIds }) => ({
      into: await store.loadProposal(tx, intoId, 'intoId'),
      from: await store.loadProposals(tx, fromIds),
      candidates: await store.keyCandidates(tx, fromIds),
    }),
    decide: mergeProposals,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.UndoMerger, {
    allow: OFFICE,
    target: onProposal,
    load: async (tx: Tx<Tables>, body) => {
      const found = await proposal(tx, body)
      const { merger } = found.proposal
      return { ...found, into: merger && (await store.holdProposal(tx, merger.intoId)) }
    },
    decide: undoMerger,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.AnswerMerger, {
    allow: ['MEMBER', 'GROUP_CLERK'],
    target: onProposal,
    load: proposal,
    decide: answerMerger,
    also: (tx, { remark }, [event]) => keepWords(tx, event!, { remark }),
  }),
]
