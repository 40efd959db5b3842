import { mayReadHandlingWords, tellsOfHandling } from './handling-words.ts'
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

/** Steps of a review that only the office knows of. */
const OFFICE_ONLY: ReadonlySet<string> = new Set(['proposals.review-claimed', 'proposals.proposal-reviewed'])

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
export function tellsOf(type: string, reader: Reader): boolean {
  const ofHandling = tellsOfHandling(type, reader)
  if (ofHandling !== undefined) return ofHandling
  const { isOffice, isProposer } = reader
  if (isOffice) return true
  if (OFFICE_ONLY.has(type)) return false
  return isProposer || !DRAFTING.has(type)
}

/** Whether a reader sees the words that came with it. */
export function mayReadWords(type: string, reader: Reader, _data: Record<string, unknown>): boolean {
  const ofHandling = mayReadHandlingWords(type, reader)
  if (ofHandling !== undefined) return ofHandling
  const { isOffice, isProposer } = reader
  return isOffice || (isProposer && TO_PROPOSERS.has(type))
}
