import type { Reader } from './reader.ts'

/** What the proposers are told in words; all other words of the review are the office's own (`domain.md` §3.2, INTERNAL). */
const TO_PROPOSERS: ReadonlySet<string> = new Set([
  'proposals.proposal-submitted',
  'proposals.proposal-withdrawn',
  'proposals.proposal-sent-back',
  'proposals.proposal-not-filed',
  'proposals.proposals-merged',
  'proposals.proposal-split',
  'proposals.merger-answered',
  'proposals.cosignature-declined',
])

/** Steps of a review that only the office knows of; and who rated, as units must not learn of it from a history. */
const OFFICE_ONLY: ReadonlySet<string> = new Set([
  'proposals.review-claimed',
  'proposals.proposal-reviewed',
  'proposals.reply-rated',
  'proposals.feedback-reminded',
  'proposals.feedback-closed',
  'proposals.key-nominated',
  'proposals.nomination-withdrawn',
  'proposals.key-refused',
  'proposals.publication-prepared',
])

/** Words that not even every office reads (`domain.md` §3.1, key leader's instruction text). */
const INSTRUCTIONS: ReadonlySet<string> = new Set(['proposals.instruction-recorded'])

/** What came before the submission is for the proposers alone, and for the office after it. */
const DRAFTING: ReadonlySet<string> = new Set([
  'proposals.proposal-drafted',
  'proposals.proposal-revised',
  'proposals.cosigners-invited',
  'proposals.cosigner-removed',
  'proposals.proposal-cosigned',
  'proposals.cosignature-declined',
  'proposals.cosigning-expired',
  'proposals.collective-confirmed',
])

/** Whether a reader learns that something happened. */
export function tellsOf(type: string, { isOffice, isProposer }: Reader): boolean {
  if (isOffice) return true
  if (OFFICE_ONLY.has(type)) return false
  return isProposer || !DRAFTING.has(type)
}

/** Whether a reader sees the words that came with it. */
export function mayReadWords(type: string, { isOffice, isProposer }: Reader, _data: Record<string, unknown>): boolean {
  // They are read by a query of their own, which leaves a trace.
  if (INSTRUCTIONS.has(type)) return false
  return isOffice || (isProposer && TO_PROPOSERS.has(type))
}
