import { z } from 'zod'
import { query } from '../define.ts'
import { Id, Instant, LocalDate, Sha256 } from '../primitives.ts'
import { PublicationModes } from './publication.ts'

const texts = { subject: z.string().optional(), body: z.string().optional(), reply: z.string().optional() }

export const CasePublication = query(
  'proposals.case-publication',
  '/cases/:proposalId/publication',
  { zh: '公开决定', en: 'What is to be published of a proposal, for whoever draws it up or checks it, and what is' },
  { proposalId: Id },
  z.strictObject({
    version: z.int(),
    consent: z.boolean().optional(),
    /** 待复核: with the hash that whoever has read these texts gives back. */
    prepared: z.strictObject({ modes: PublicationModes, sha256: Sha256, by: z.string(), ...texts }).optional(),
    published: z.strictObject({ modes: PublicationModes, publishedAt: Instant, ...texts }).optional(),
    archived: z.strictObject({ fileNumber: z.string(), keepUntil: LocalDate }).optional(),
  }),
)
