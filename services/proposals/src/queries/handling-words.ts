import type { Role } from '@lianxie/contracts'
import type { Reader } from './reader.ts'

/** 面商、提办沟通: between the proposers and the units, with the offices reading. */
const TALKS: ReadonlySet<string> = new Set([
  'proposals.meeting-recorded',
  'proposals.meeting-answered',
  'proposals.message-sent',
])

/** 退办、延期 and the work inside units: for units, offices and chairs. */
const WORK: ReadonlySet<string> = new Set([
  'proposals.assignment-declined',
  'proposals.decline-answered',
  'proposals.unit-replaced',
  'proposals.handler-named',
  'proposals.handling-plan-submitted',
  'proposals.co-unit-opinion-given',
  'proposals.disagreement-reported',
  'proposals.disagreement-coordinated',
  'proposals.disagreement-settled',
  'proposals.extension-requested',
  'proposals.extension-consented',
  'proposals.extension-granted',
  'proposals.extension-refused',
  'proposals.unit-urged',
  'proposals.proposal-reminded',
])

/** 答复稿: for its units, the proposal office and the supervision office, until it is sent. */
const DRAFTS: ReadonlySet<string> = new Set([
  'proposals.reply-drafted',
  'proposals.reply-countersigned',
  'proposals.countersignature-refused',
  'proposals.reply-signed',
  'proposals.reply-approved',
  'proposals.reply-returned',
])

/** 答复: for its proposers, clerks, units and offices; for other members it is there once it is published. */
const REPLIES: ReadonlySet<string> = new Set(['proposals.reply-sent', 'proposals.reply-delivered'])

/** Whoever reads a case in these roles has a part in its handling: of other cases a unit sees nothing at all. */
const HANDLERS: readonly Role[] = ['UNIT_HANDLER', 'UNIT_LEADER', 'SUPERVISION_OFFICE', 'STAFF_PROPOSAL']
const handles = ({ role }: Reader): boolean => HANDLERS.includes(role)

/** Whether a reader learns of a step of the handling (`domain.md` §3.1); undefined of any other step. */
export function tellsOfHandling(type: string, reader: Reader): boolean | undefined {
  if (TALKS.has(type)) return handles(reader) || reader.isOffice || reader.isProposer
  if (WORK.has(type)) return handles(reader) || reader.isOffice
  if (DRAFTS.has(type)) return handles(reader)
  if (REPLIES.has(type)) return reader.role !== 'MEMBER' || reader.isProposer
  return undefined
}

/** Whether a reader sees the words that came with a step of the handling; undefined of any other step. */
export function mayReadHandlingWords(type: string, reader: Reader): boolean | undefined {
  return TALKS.has(type) || WORK.has(type) || DRAFTS.has(type) ? tellsOfHandling(type, reader) : undefined
}
