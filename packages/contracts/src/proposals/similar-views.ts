import { z } from 'zod'
import { query } from '../define.ts'
import { Id } from '../primitives.ts'
import { ProposalRow } from './docket-views.ts'

/** A place in a text: `subject`, `problem`, `analysis`, `suggestions.0`; from a character on, so many of them. */
const TextPlace = z
  .strictObject({ field: z.string(), start: z.int().nonnegative(), length: z.int().positive() })
  .meta({ id: 'TextPlace' })

/** 相同段落: a passage that both texts have, where it stands in each. */
export const SharedPassage = z
  .strictObject({
    /** As the text that was asked about has it. */
    text: z.string(),
    here: TextPlace,
    there: TextPlace,
  })
  .meta({ id: 'SharedPassage' })
export type SharedPassage = z.infer<typeof SharedPassage>

/** 相似提案: a proposal, how alike it is from 0 to 1, and by what. */
export const SimilarProposal = z
  .strictObject({
    proposal: ProposalRow,
    score: z.number().min(0).max(1),
    /** 共同用语: what both say and few others do, the rarest first. */
    terms: z.array(z.string()),
    /** In the order of the text; none where the reader may not read the other text. */
    passages: z.array(SharedPassage),
  })
  .meta({ id: 'SimilarProposal' })
export type SimilarProposal = z.infer<typeof SimilarProposal>

export const SimilarProposals = query(
  'proposals.similar-proposals',
  '/cases/:proposalId/similar',
  {
    zh: '提案查重',
    en: 'Submitted proposals like this one, of this and earlier years, the most alike first; of an own draft as it was saved last',
  },
  {
    proposalId: Id,
    limit: z.coerce.number().int().min(1).max(20).default(10),
    /** Those of this year and later ones. */
    fromYear: z.coerce.number().int().min(1990).max(2100).optional(),
  },
  z.strictObject({ items: z.array(SimilarProposal) }),
)
