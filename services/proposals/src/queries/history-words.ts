import type { Reader } from './reader.ts'

const named = (...names: string[]): ReadonlySet<string> => new Set(names.map((name) => `proposals.${name}`))

/** The steps of a case that everybody knows who may know of the case. */
const MILESTONES = named(
  'proposal-submitted',
  'proposal-filed',
  'category-changed',
  'proposals-merged',
  'proposal-absorbed',
  'proposal-split',
  'merger-ended',
  'session-linked',
  'session-unlinked',
  'proposal-consulted',
  'proposal-assigned',
  'assignment-accepted',
  'unit-replaced',
  'reply-sent',
  'feedback-requested',
  'rehandling-ordered',
  'follow-up-begun',
  'proposal-closed',
  'key-designated',
  'supervision-held',
  'result-upgraded',
  'proposal-archived',
  'proposal-published',
  'publication-withdrawn',
)

/** What the proposers know beside these: how they wrote it, what the office told them, how units dealt with them. */
const PROPOSERS = named(
  'proposal-drafted',
  'proposal-revised',
  'cosigners-invited',
  'cosigner-removed',
  'proposal-cosigned',
  'cosignature-declined',
  'cosigning-expired',
  'collective-confirmed',
  'proposal-withdrawn',
  'proposal-sent-back',
  'proposal-not-filed',
  'proposal-converted',
  'merger-answered',
  'meeting-recorded',
  'meeting-answered',
  'meeting-corrected',
  'message-sent',
  'extension-granted',
  'reply-delivered',
  'case-decided',
  'promise-made',
  'promise-reported',
  'promise-verified',
  'look-back-recorded',
)

/** The words of these are for the proposers too; those of a review are the office's own (`domain.md` §3.2, INTERNAL). */
const WORDS_TO_PROPOSERS = named(
  'proposal-submitted',
  'proposal-withdrawn',
  'proposal-sent-back',
  'proposal-not-filed',
  'proposals-merged',
  'proposal-split',
  'merger-answered',
  'cosignature-declined',
  'meeting-recorded',
  'message-sent',
  'rehandling-ordered',
  'case-decided',
  'proposal-closed',
  'promise-reported',
  'look-back-recorded',
)

/** 委员反馈: who chose what, and who did not answer, is for the office alone. */
const SECRET = named('reply-rated', 'feedback-reminded', 'feedback-closed')

/** What units of a case know of each other's work. */
const AMONG_UNITS = named(
  'meeting-recorded',
  'meeting-answered',
  'disagreement-reported',
  'disagreement-coordinated',
  'disagreement-settled',
  'extension-granted',
  'case-decided',
)

/** Before filing a proposal is between its proposers and the office. */
const BEFORE_FILING = named(
  'proposal-drafted',
  'proposal-revised',
  'cosigners-invited',
  'cosigner-removed',
  'proposal-cosigned',
  'cosignature-declined',
  'cosigning-expired',
  'collective-confirmed',
  'proposal-sent-back',
  'review-claimed',
  'proposal-reviewed',
  'merger-answered',
)

/** What is between one proposal's own proposers and the office, whatever case it is part of. */
const OF_ONE_PROPOSAL = named(
  'proposal-submitted',
  'proposal-withdrawn',
  'proposal-sent-back',
  'proposal-not-filed',
  'merger-answered',
  'cosignature-declined',
)

/** 答复稿: for its units, the proposal office and the supervision office; chairs and others read what was sent. */
const REPLY_DRAFTS = named(
  'reply-drafted',
  'reply-countersigned',
  'countersignature-refused',
  'reply-signed',
  'reply-approved',
  'reply-returned',
)

/** 领导批示: its words are read in `case-supervision` alone, which keeps account of who did. */
const INSTRUCTION = 'proposals.instruction-recorded'

/** What a proposer says of a unit's record of a talk is for the office. */
const ANSWERED_MEETING = 'proposals.meeting-answered'

/** 更正: for who reads what was corrected. */
const CORRECTION = 'proposals.entry-corrected'

type Data = Readonly<Record<string, unknown>>

/** Whether a reader learns that something happened. */
export function tellsOf(type: string, reader: Reader, data: Data): boolean {
  // A unit knows its own drafts, and its own countersignatures of another's.
  if (REPLY_DRAFTS.has(type)) return reader.units.length > 0 ? isOfUnit(reader, data) : readsDrafts(reader)
  if (reader.isOffice || MILESTONES.has(type)) return true
  if (reader.isOwn && BEFORE_FILING.has(type) && PROPOSERS.has(type)) return true
  if (reader.isProposer && PROPOSERS.has(type) && !BEFORE_FILING.has(type)) return true
  if (SECRET.has(type)) return false
  if (reader.role === 'SUPERVISION_OFFICE') return !BEFORE_FILING.has(type)
  return reader.units.length > 0 && (AMONG_UNITS.has(type) || isOfUnit(reader, data))
}

/** Whether a reader sees the words that came with it. */
export function mayReadWords(type: string, reader: Reader, data: Data): boolean {
  if (type === CORRECTION) return typeof data['entryType'] === 'string' && mayReadWords(data['entryType'], reader, data)
  if (type === INSTRUCTION) return false
  if (reader.isOffice) return true
  if (reader.isProposer) return WORDS_TO_PROPOSERS.has(type) && (reader.isOwn || !OF_ONE_PROPOSAL.has(type))
  if (reader.role === 'SUPERVISION_OFFICE') return !BEFORE_FILING.has(type)
  if (reader.units.length === 0 || type === ANSWERED_MEETING) return false
  return type === 'proposals.rehandling-ordered' || AMONG_UNITS.has(type) || isOfUnit(reader, data)
}

/** What outsiders are told of a milestone: codes, numbers and days, and whom it was with. */
const OUTWARD: ReadonlySet<string> = new Set([
  'proposalId',
  'termNumber',
  'sessionNumber',
  'serial',
  'period',
  'subject',
  'category',
  'kind',
  'collectiveKind',
  'lead',
  'cosigners',
  'fromIds',
  'intoId',
  'originalId',
  'from',
  'to',
  'sessionId',
  'heldOn',
  'unitId',
  'units',
  'mode',
  'round',
  'resultClass',
  'caseClass',
  'sentOn',
  'late',
  'state',
  'form',
  'leadership',
  'decidedOn',
  'modes',
])

/** What of an event's data a reader sees: all of it who takes part in the case. */
export function dataFor(reader: Reader, data: Data): Record<string, unknown> {
  const takesPart =
    reader.isOffice || reader.isProposer || reader.units.length > 0 || reader.role === 'SUPERVISION_OFFICE'
  return Object.fromEntries(Object.entries(data).filter(([name]) => takesPart || OUTWARD.has(name)))
}

/** Whether a reader works on the replies of the case. */
export const readsDrafts = ({ role, units }: Reader): boolean =>
  role === 'STAFF_PROPOSAL' || role === 'SUPERVISION_OFFICE' || units.length > 0

const isOfUnit = ({ units }: Reader, data: Data) =>
  [data['unitId'], data['coUnitId']].some((id) => typeof id === 'string' && units.includes(id))
