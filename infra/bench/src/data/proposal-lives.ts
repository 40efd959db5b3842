import { hash } from 'node:crypto'
import { type Deadline, proposals as c } from '@lianxie/contracts'
import { createRandom } from '@lianxie/local/random'
import { newId } from '@lianxie/service-kit'
import type { DatedFact } from './append-history.ts'
import type { Life } from './interleaved.ts'
import { proposalText } from './proposal-texts.ts'

/** Who proposes and handles, and under which sessions. */
export interface ProposalWorld {
  members: readonly { id: string; sectorId: string }[]
  sectors: readonly string[]
  bodies: readonly string[]
  units: readonly string[]
  /** Oldest first; the numbers given last. */
  intakes: {
    intakeId: string
    year: number
    termNumber: number
    sessionNumber: number
    receipts: number
    serials: number
  }[]
  now: Date
}

type Intake = ProposalWorld['intakes'][number]

const SESSIONS = 10
const DAY = 86_400_000

export function proposalWorld(now: Date): ProposalWorld {
  const ids = (count: number) => Array.from({ length: count }, () => newId())
  const sectors = ids(30)
  return {
    members: ids(3_000).map((id, n) => ({ id, sectorId: sectors[n % sectors.length]! })),
    sectors,
    bodies: ids(30),
    units: ids(60),
    intakes: Array.from({ length: SESSIONS }, (_, n) => ({
      intakeId: newId(),
      year: now.getUTCFullYear() - SESSIONS + 1 + n,
      termNumber: 15 + Math.floor(n / 5),
      sessionNumber: 1 + (n % 5),
      receipts: 0,
      serials: 0,
    })),
    now,
  }
}

/** 征集届次: the sessions under which all of them are submitted. */
export const proposalFacts = ({ intakes }: ProposalWorld): DatedFact[] =>
  intakes.map(({ intakeId, year, termNumber, sessionNumber }) => ({
    ...c.IntakeOpened({
      intakeId,
      termNumber,
      sessionNumber,
      opensOn: `${year}-01-10`,
      closesOn: `${year}-01-14`,
      deadlineOn: `${year}-01-13`,
      windowFrom: `${year - 1}-12-10`,
    }),
    at: new Date(`${year - 1}-12-01T01:00:00Z`),
  }))

/** The words of a proposal, the same each time for the same id: the event that files it tells its subject. */
export function wordsOfProposal(proposalId: string): {
  subject: string
  problem: string
  analysis: string
  suggestions: string[]
} {
  const { subject, body } = proposalText(createRandom(Number.parseInt(proposalId.slice(-8), 16)).next)
  const paragraphs = body.split('\n')
  const third = Math.ceil(paragraphs.length / 3)
  return {
    subject,
    problem: paragraphs.slice(0, third).join('\n'),
    analysis: paragraphs.slice(third, 2 * third).join('\n'),
    suggestions: paragraphs.slice(2 * third),
  }
}

const sha256Of = (proposalId: string) => hash('sha256', JSON.stringify(wordsOfProposal(proposalId)))

/** How far a proposal has come, and of how many. */
type End =
  | 'SUBMITTED'
  | 'UNDER_REVIEW'
  | 'RETURNED_FOR_REVISION'
  | 'NOT_FILED'
  | 'CONVERTED'
  | 'WITHDRAWN'
  | 'FILED'
  | 'ASSIGNED'
  | 'RETURNED_BY_UNIT'
  | 'HANDLING'
  | 'EXTENSION_REQUESTED'
  | 'REPLY_DRAFTED'
  | 'REWORK'
  | 'FEEDBACK_PENDING'
  | 'CLOSED'

/** Of a session that is over. */
const PAST: readonly (readonly [End, number])[] = [
  ['NOT_FILED', 6],
  ['CONVERTED', 6],
  ['WITHDRAWN', 2],
  ['HANDLING', 0.3],
  ['CLOSED', 85.7],
]
/** Of the latest one. */
const PRESENT: readonly (readonly [End, number])[] = [
  ['SUBMITTED', 7],
  ['UNDER_REVIEW', 5],
  ['RETURNED_FOR_REVISION', 2],
  ['NOT_FILED', 6],
  ['CONVERTED', 4],
  ['WITHDRAWN', 2],
  ['FILED', 8],
  ['ASSIGNED', 7],
  ['RETURNED_BY_UNIT', 1],
  ['HANDLING', 20],
  ['EXTENSION_REQUESTED', 2],
  ['REPLY_DRAFTED', 4],
  ['REWORK', 1],
  ['FEEDBACK_PENDING', 8],
  ['CLOSED', 23],
]
const OVER: readonly End[] = ['NOT_FILED', 'CONVERTED', 'WITHDRAWN', 'FEEDBACK_PENDING', 'CLOSED']
/** Of all filed cases these have originals that were merged into them. */
const MERGED = 0.04
/** Drafts, for each proposal that was submitted. */
const DRAFTS = 0.03

/** Lives of proposals (提案), `count` of them submitted, over all sessions; some drafts beside them. */
export function* proposalLives(world: ProposalWorld, count: number, random: () => number): Generator<Life> {
  for (let n = 0; n < count;) {
    const intake = world.intakes[Math.floor((n * SESSIONS) / count)]!
    if (random() < DRAFTS) yield draftLife(world, intake, random)
    const { life, submitted } = caseLife(world, intake, random)
    n += submitted
    yield life
  }
}

function draftLife(world: ProposalWorld, intake: Intake, random: () => number): Life {
  const at = submissionOf(world, intake, random() < 0.5, random)
  return random() < 0.5 ? drafted(world, at, random).facts.slice(0, 1) : drafted(world, at, random).facts
}

function caseLife(world: ProposalWorld, intake: Intake, random: () => number): { life: Life; submitted: number } {
  const isLatest = intake === world.intakes.at(-1)
  const end = weighted(isLatest ? PRESENT : PAST, random)
  const isFiled = ![
    'SUBMITTED',
    'UNDER_REVIEW',
    'RETURNED_FOR_REVISION',
    'NOT_FILED',
    'CONVERTED',
    'WITHDRAWN',
  ].includes(end)
  const at = submissionOf(world, intake, isLatest && !OVER.includes(end), random)
  const one = submitted(world, intake, at, random)
  const facts = [...one.facts]
  const later = (days: number) => new Date(at.getTime() + days * DAY)
  const tell = (days: number, fact: DatedFact) => facts.push({ ...fact, at: later(days) })
  const { proposalId } = one
  if (end === 'WITHDRAWN') tell(2, c.ProposalWithdrawn({ proposalId }))
  // What was filed shows no list who had reviewed it.
  if (!isFiled && end !== 'SUBMITTED' && end !== 'WITHDRAWN') {
    tell(1, c.ReviewClaimed({ proposalId }))
    if (random() < 0.7) tell(2, reviewed(proposalId, random))
  }
  if (end === 'RETURNED_FOR_REVISION') tell(2.1, c.ProposalSentBack({ proposalId }))
  if (end === 'NOT_FILED' || end === 'CONVERTED') {
    const destination = pick(['OPINION_INFO', 'REFERENCE_LETTER', 'OTHER'] as const, random)
    tell(8, c.ProposalNotFiled({ proposalId, reasonCode: 'EMPTY_OR_NO_SUGGESTION', destination, ...decided(later(8)) }))
    if (end === 'CONVERTED') tell(9, c.ProposalConverted({ proposalId, destination, reference: '区委办〔转〕12号' }))
  }
  if (!isFiled) return { life: facts, submitted: 1 }

  const originals =
    random() < MERGED
      ? Array.from({ length: 1 + Math.floor(random() * 2) }, () => submitted(world, intake, at, random))
      : []
  for (const original of originals) facts.push(...original.facts)
  if (originals.length > 0) {
    const fromIds = originals.map((original) => original.proposalId)
    tell(5, c.ProposalsMerged({ proposalId, fromIds }))
    for (const id of fromIds) tell(5, c.ProposalAbsorbed({ proposalId: id, intoId: proposalId, before: 'SUBMITTED' }))
  }
  intake.serials += 1
  const { termNumber, sessionNumber } = intake
  tell(
    8,
    c.ProposalFiled({
      proposalId,
      termNumber,
      sessionNumber,
      serial: intake.serials,
      period: one.period,
      subject: wordsOfProposal(proposalId).subject,
      category: pick(CATEGORIES, random),
      ...one.by,
      cosigners: one.cosigners,
      coUnitIds: [],
      isImportant: random() < 0.05,
      ...decided(later(8)),
    }),
  )
  if (end !== 'FILED') facts.push(...handled(world, { proposers: [one, ...originals], end, at: later(20) }, random))
  return { life: facts, submitted: 1 + originals.length }
}

const CATEGORIES = [
  'SOCIETY',
  'SOCIETY',
  'SOCIETY',
  'ECONOMY',
  'ECONOMY',
  'ECOLOGY',
  'CULTURE',
  'POLITICS',
  'OTHER',
] as const
const COLLECTIVE = ['PARTY', 'SECTOR', 'SPECIAL_COMMITTEE', 'ORGANISATION'] as const

const decided = (on: Date) => ({ forum: 'DIRECTOR' as const, decidedOn: dayOf(on) })

const reviewed = (proposalId: string, random: () => number) =>
  c.ProposalReviewed({
    proposalId,
    step: 'PRE',
    verdict: 'FILE',
    category: pick(CATEGORIES, random),
    coUnitIds: [],
    similarIds: [],
  })

/** In the window of the session, or later in its year; what is still under way was submitted in the last months. */
function submissionOf({ now }: ProposalWorld, { year }: Intake, isOpen: boolean, random: () => number): Date {
  if (isOpen) return new Date(now.getTime() - (5 + random() * 125) * DAY)
  const from = Date.UTC(year, 0, 3, 1)
  const last = Math.min(Date.UTC(year, 10, 30), now.getTime() - 140 * DAY)
  return new Date(random() < 0.65 ? from + random() * 10 * DAY : from + random() * Math.max(DAY, last - from))
}

interface Proposed {
  proposalId: string
  by: { kind: c.ProposerKind; collectiveKind?: string; lead: c.Proposer }
  /** Who signed. */
  cosigners: string[]
  facts: DatedFact[]
}

/** Drafted, and sent round to cosigners where it is a joint one. */
function drafted({ members, bodies, sectors }: ProposalWorld, at: Date, random: () => number): Proposed {
  const proposalId = newId()
  const textVersion = 1
  const sha256 = sha256Of(proposalId)
  const dice = random()
  const by: Proposed['by'] =
    dice < 0.2
      ? {
          kind: 'COLLECTIVE',
          collectiveKind: pick(COLLECTIVE, random),
          lead: { kind: 'BODY', id: pick(random() < 0.3 ? sectors : bodies, random) },
        }
      : { kind: dice < 0.5 ? 'JOINT' : 'INDIVIDUAL', lead: { kind: 'MEMBER', id: pick(members, random).id } }
  const invited =
    by.kind === 'JOINT'
      ? [...new Set(Array.from({ length: 2 + Math.floor(random() * 5) }, () => pick(members, random).id))].filter(
          (id) => id !== by.lead.id,
        )
      : []
  const cosigners = invited.filter(() => random() < 0.85)
  const before = (days: number) => new Date(at.getTime() - days * DAY)
  const facts: DatedFact[] = [
    { ...c.ProposalDrafted({ proposalId, ...by, textVersion, sha256, files: [] }), at: before(10) },
  ]
  if (invited.length > 0) {
    const until = before(2)
    const invitation = { proposalId, memberIds: invited, until: dayOf(until), due: until.toISOString() }
    facts.push({ ...c.CosignersInvited(invitation), at: before(9) })
    for (const memberId of cosigners)
      facts.push({ ...c.ProposalCosigned({ proposalId, memberId, sha256 }), at: before(5) })
  }
  return { proposalId, by, cosigners, facts }
}

function submitted(
  world: ProposalWorld,
  intake: Intake,
  at: Date,
  random: () => number,
): Proposed & { period: c.ProposalPeriod } {
  const one = drafted(world, at, random)
  intake.receipts += 1
  const { intakeId, termNumber, sessionNumber, receipts } = intake
  const first = one.facts[0]!
  const invited = one.facts.flatMap(({ type, data }) =>
    type === c.CosignersInvited.type ? (data as { memberIds: string[] }).memberIds : [],
  )
  const period = at.getTime() < Date.UTC(intake.year, 0, 14) ? 'SESSION' : 'INTERSESSION'
  one.facts.push({
    ...c.ProposalSubmitted({
      proposalId: one.proposalId,
      intakeId,
      termNumber,
      sessionNumber,
      period,
      receiptNumber: receipts,
      ...one.by,
      cosigners: one.cosigners,
      dropped: invited.filter((id) => !one.cosigners.includes(id)),
      textVersion: 1,
      sha256: (first.data as { sha256: string }).sha256,
      publishConsent: random() < 0.9,
      coUnitIds: [],
      again: false,
    }),
    at,
  })
  return { ...one, period }
}

interface Handled {
  /** That of the case first. */
  proposers: readonly Proposed[]
  end: End
  at: Date
}

/** 交办、承办、答复. */
function handled(world: ProposalWorld, { proposers, end, at }: Handled, random: () => number): DatedFact[] {
  const { proposalId } = proposers[0]!
  const facts: DatedFact[] = []
  const later = (days: number) => new Date(at.getTime() + days * DAY)
  const tell = (days: number, fact: DatedFact) => facts.push({ ...fact, at: later(days) })
  const dice = random()
  const mode = dice < 0.6 ? 'SOLE' : dice < 0.9 ? 'LEAD_CO' : 'SEPARATE'
  const chosen = [
    ...new Set(
      Array.from({ length: mode === 'SOLE' ? 1 : 2 + Math.floor(random() * 3) }, () => pick(world.units, random)),
    ),
  ]
  const units = chosen.map((unitId, n) => ({
    unitId,
    role: mode === 'SEPARATE' ? mode : mode === 'SOLE' || chosen.length === 1 ? 'SOLE' : n === 0 ? 'LEAD' : 'CO',
  })) satisfies c.AssignedUnit[]
  tell(
    0,
    c.ProposalAssigned({
      proposalId,
      mode: chosen.length === 1 ? 'SOLE' : mode,
      units,
      assignedOn: dayOf(at),
      windowDeadline: deadline(later(7)),
      meetingDeadline: deadline(later(30)),
      ...(mode === 'LEAD_CO' && { opinionDeadline: deadline(later(30)) }),
      replyDeadline: deadline(later(90)),
      replyByRule: true,
    }),
  )
  if (end === 'ASSIGNED') return facts
  if (end === 'RETURNED_BY_UNIT') {
    const answerDeadline = deadline(later(10))
    tell(
      3,
      c.AssignmentDeclined({
        proposalId,
        unitId: chosen[0]!,
        proposedUnitId: pick(world.units, random),
        answerDeadline,
        state: 'RETURNED_BY_UNIT',
      }),
    )
    return facts
  }
  for (const unitId of chosen) tell(2, c.AssignmentAccepted({ proposalId, unitId, by: 'UNIT', state: 'HANDLING' }))
  if (random() < 0.2) {
    const meeting = { meetingId: newId(), way: 'VISIT', stage: 'DURING', heldOn: dayOf(later(15)) } as const
    const lead = proposers[0]!.by.lead
    tell(15, c.MeetingRecorded({ proposalId, ...meeting, unitId: chosen[0]!, round: 1, proposers: [lead] }))
    // Those of the last weeks are still to be confirmed.
    if (later(30) < world.now || random() < 0.5) {
      const { meetingId } = meeting
      tell(17, c.MeetingAnswered({ proposalId, meetingId, proposerId: lead.id, answer: 'CONFIRMED' }))
    }
  }
  if (end === 'HANDLING') return facts
  const [unitId] = chosen as [string]
  if (end === 'EXTENSION_REQUESTED') {
    tell(40, c.ExtensionRequested({ proposalId, extensionId: newId(), unitId, until: dayOf(later(120)), state: end }))
    return facts
  }
  const isReplied = end === 'FEEDBACK_PENDING' || end === 'CLOSED'
  const replying = isReplied ? units.filter(({ role }) => role !== 'CO') : [{ unitId }]
  for (const { unitId } of units.filter(({ role }) => role === 'CO'))
    tell(25, c.CoUnitOpinionGiven({ proposalId, unitId, files: [], late: false }))
  replying.forEach((unit, n) => {
    const reply = { proposalId, unitId: unit.unitId, round: 1, draft: 1, sha256: hash('sha256', `${proposalId}${n}`) }
    const resultClass = pick(CLASSES, random)
    const letter = {
      resultClass,
      documentNumber: `区字〔${later(40).getUTCFullYear()}〕${1 + Math.floor(random() * 900)}号`,
      files: [],
      promises: [],
    }
    tell(60, c.ReplyDrafted({ ...reply, ...letter, state: 'REPLY_DRAFTED' }))
    if (end === 'REPLY_DRAFTED' && random() < 0.5) return
    tell(62, c.ReplySigned({ ...reply, as: 'HEAD' }))
    if (end === 'REPLY_DRAFTED') return
    if (end === 'REWORK') return tell(63, c.ReplyReturned({ ...reply, reasonCode: 'OFF_SUBJECT', state: 'REWORK' }))
    tell(63, c.ReplyApproved({ ...reply, resultClass, draftedClass: resultClass }))
    const isLast = n === replying.length - 1
    const originals = proposers.map(({ proposalId, by, cosigners }) => ({ proposalId, lead: by.lead, cosigners }))
    tell(
      65,
      c.ReplySent({
        ...reply,
        ...letter,
        sentOn: dayOf(later(65)),
        late: false,
        originals,
        state: isLast ? 'REPLIED' : 'HANDLING',
        ...(isLast && { caseClass: resultClass, feedbackDeadline: deadline(later(80)) }),
      }),
    )
    if (isLast) tell(65, c.FeedbackRequested({ proposalId, round: 1, feedbackDeadline: deadline(later(80)) }))
    return undefined
  })
  if (end === 'CLOSED') {
    const unanswered = replying.flatMap((unit) =>
      proposers.flatMap(({ proposalId: originalId, by, cosigners }) =>
        [by.lead, ...cosigners.map((id) => ({ kind: 'MEMBER' as const, id }))].map((proposer) => ({
          unitId: unit.unitId,
          originalId,
          proposer,
        })),
      ),
    )
    tell(81, c.FeedbackClosed({ proposalId, round: 1, unanswered, followsUp: false }))
    tell(82, c.ProposalClosed({ proposalId, round: 1 }))
  }
  return facts
}

const CLASSES = ['A', 'A', 'A', 'A', 'B', 'B', 'C', 'D'] as const

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

const deadline = (at: Date): Deadline => ({
  due: `${dayOf(at)}T16:00:00.000Z`,
  date: dayOf(at),
  calendarKnown: true,
  unknownYears: [],
  steps: [
    { code: 'due', date: dayOf(at), zh: `截止${dayOf(at)} 24:00（北京时间）`, en: `due at 24:00 on ${dayOf(at)}` },
  ],
})

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!

function weighted(shares: readonly (readonly [End, number])[], random: () => number): End {
  let left = random() * shares.reduce((sum, [, share]) => sum + share, 0)
  for (const [end, share] of shares) if ((left -= share) < 0) return end
  return shares.at(-1)![0]
}
