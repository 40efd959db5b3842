import { proposals as contracts } from '@lianxie/contracts'
import { z } from 'zod'
import data from '../data/proposals.json' with { type: 'json' }

/** 提案: a made-up proposal that every committee of the sample takes as far as `until`. */
export const SampleProposal = z.strictObject({
  id: z.string(),
  kind: contracts.ProposerKind,
  collectiveKind: contracts.CollectiveKind.optional(),
  /** Which of the demo's accounts writes it, and which cosign. */
  by: z.enum(['member', 'cosigner', 'clerk']),
  cosigners: z.array(z.enum(['member', 'cosigner'])).default([]),
  /** 多地同题: filed by each committee under the same key. */
  joint: z.boolean().default(false),
  subject: z.string(),
  problem: z.string().optional(),
  analysis: z.string().optional(),
  suggestions: z.array(z.string()),
  category: contracts.ProposalCategory,
  /** Slugs of units. */
  leadUnit: z.string(),
  coUnits: z.array(z.string()),
  until: contracts.ProposalState.extract([
    'DRAFT',
    'SUBMITTED',
    'UNDER_REVIEW',
    'RETURNED_FOR_REVISION',
    'NOT_FILED',
    'FILED',
    'ASSIGNED',
    'HANDLING',
    'MERGED_INTO',
  ]),
  /** What the office says where it does not file. */
  opinion: z.string().optional(),
  /** The case that it becomes a part of. */
  into: z.string().optional(),
  synthetic: z.literal(true),
})
export type SampleProposal = z.infer<typeof SampleProposal>

export const sampleProposals: readonly SampleProposal[] = z.array(SampleProposal).parse(data)

/** 十六届一次会议: the plenary under which the sample's proposals are numbered; its days are made up. */
export const SAMPLE_SESSION = {
  termNumber: 16,
  sessionNumber: 1,
  opensOn: '2022-01-05',
  deadlineOn: '2022-01-07',
  closesOn: '2022-01-08',
} as const
