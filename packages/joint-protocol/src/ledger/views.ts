import type { BodyOf, DecisionKind, Kind, Content } from '../bodies/index.ts'
import type { CompactText, MemberKeys } from '../bodies/compact-text.ts'
import type { TaskState } from '../bodies/task.ts'
import type { Entry, SignedEntry } from '../entry.ts'
import type { CommitteeId, DecisionId, EntryId, Fingerprint, Instant } from '../primitives.ts'
import type { Reason } from '../reason.ts'

/** Who is to blame for something that was dropped: who brought it, or who signed it. */
export interface Blame {
  party: CommitteeId
  as: 'carrier' | 'author'
  /** The key that signed, where a key is to blame (a key given up, a stolen key). */
  key?: Fingerprint
}

/**
 * What became of an entry. `kept` and `dropped` are for good. `no_room`: it would have to wait, and too much that its
 * carrier brought waits already; it is not stored, as if it had been lost on the way, and nobody is to blame.
 */
export type Verdict =
  | { status: 'kept'; id: EntryId }
  | { status: 'waiting'; id: EntryId; missing: EntryId[] }
  | { status: 'no_room'; id: EntryId }
  | { status: 'dropped'; id: EntryId | null; reason: Reason; blame: Blame }

/** An entry that has been kept. `standing`: `void` after a recovery of keys, `suspended` while one is open. */
export interface KeptEntry {
  id: EntryId
  entry: Entry
  signed: SignedEntry
  content: Content | undefined
  /** Why a restricted entry that others cannot judge has no effect among those who read it. */
  inert: Reason | undefined
  standing: 'live' | 'suspended' | 'void'
}

/** Two different entries of one author at one place of its chain. */
export interface ForkProof {
  committee: CommitteeId
  generation: number
  seq: number
  /** Sorted ids; their raw bytes and signatures are kept. */
  entries: EntryId[]
}

/**
 * 版本状态. CIRCULATED: 征求会签; COUNTERSIGNING: 会签中; EFFECTIVE: 生效; OBJECTED: 被拒绝;
 * LAPSED: 逾期失效; SUPERSEDED: 同一依据的另一版本已生效.
 */
export type VersionState = 'CIRCULATED' | 'COUNTERSIGNING' | 'EFFECTIVE' | 'OBJECTED' | 'LAPSED' | 'SUPERSEDED'

export interface AnswerView {
  committee: CommitteeId
  answer: 'countersign' | 'refuse'
  entry: EntryId
  at: Instant
  /** How a refusal was given: in words, by amending, by leaving, by the convenor after the deadline. */
  by: 'answer' | 'amendment' | 'leave' | 'lapse'
  /** False: the first answer was given against rule 2 or 3 and does not count; no later one will. */
  counts: boolean
  body: BodyOf<'answer'> | null
}

export interface VersionView<K extends DecisionKind = DecisionKind> {
  id: EntryId
  decision: DecisionId
  kind: K
  author: CommitteeId
  audience: Entry['audience']
  issuedAt: Instant
  body: BodyOf<K>
  state: VersionState
  answers: AnswerView[]
  /** Signers without an answer: who is missing. */
  missing: CommitteeId[]
  /** The entry that made it effective: the closing. */
  closing: EntryId | null
}

/** A decision over all its versions. DRAFT is local and never seen here. */
export interface DecisionView<K extends DecisionKind = DecisionKind> {
  id: DecisionId
  kind: K
  /** EFFECTIVE as soon as one version is; else that of the newest open version, else how it ended. */
  state: VersionState
  /** The effective version in force, the last of its line. */
  effective: EntryId | null
  /** Effective versions, oldest first. */
  line: EntryId[]
  /** Versions that can still become effective. */
  open: EntryId[]
  /** 分歧: two or more open versions, none amending the other. */
  diverging: boolean
  /** 有争议: proofs of the forks that this decision rests on; empty when undisputed. */
  disputed: ForkProof[]
  versions: VersionView<K>[]
}

/** 机制状态 */
export type CompactStage = 'IN_FORCE' | 'AMENDING' | 'EXPIRED' | 'ENDED'

export interface CompactView {
  id: string
  stage: CompactStage
  text: CompactText
  /** The compact id itself, or the effective version of the text. */
  textVersion: EntryId
  /** Members now: those of the text in force that have not left. */
  members: CommitteeId[]
  left: CommitteeId[]
  disputed: ForkProof[]
}

/** Where a chain stands and which keys it uses there. */
export interface ChainView {
  committee: CommitteeId
  generation: number
  seq: number
  head: EntryId | null
  keys: MemberKeys
  forks: ForkProof[]
}

/** 换代: a recovery of lost or stolen keys. */
export interface RecoveryView {
  entry: EntryId
  committee: CommitteeId
  generation: number
  /** The last head of the old generation that it names. */
  from: EntryId | null
  state: 'OPEN' | 'REFUSED' | 'COMPLETE'
  countersigned: CommitteeId[]
  refused: CommitteeId[]
  missing: CommitteeId[]
}

export interface TaskView {
  id: EntryId
  side: CommitteeId
  body: BodyOf<'task'>
  state: TaskState
  due: string | null
  history: { entry: EntryId; at: Instant; body: BodyOf<'progress'> }[]
}

export interface SessionView {
  id: EntryId
  convener: CommitteeId
  body: Extract<BodyOf<'session'>, { act: 'convene' }>
  state: 'CONVENED' | 'HELD' | 'ADJOURNED'
  attendance: { committee: CommitteeId; entry: EntryId; body: Extract<BodyOf<'session'>, { act: 'attend' }> }[]
  /** Every side is represented by at least one person. */
  quorate: boolean
  absent: CommitteeId[]
}

export interface ResearchView {
  id: EntryId
  author: CommitteeId
  body: Extract<BodyOf<'research'>, { act: 'plan' }>
  state: 'PLANNED' | 'FIELD' | 'REGIONAL_REPORT' | 'CONSOLIDATED' | 'ENDORSED'
  sides: { committee: CommitteeId; state: 'PLANNED' | 'FIELD' | 'REGIONAL_REPORT'; reports: EntryId[] }[]
  consolidated: DecisionId[]
  reservations: { entry: EntryId; committee: CommitteeId; body: BodyOf<'reservation'> }[]
  endorsements: { entry: EntryId; committee: CommitteeId; body: BodyOf<'endorsement'> }[]
}

export interface RotationYearView {
  year: number
  host: CommitteeId
  state: 'SCHEDULED' | 'HOSTING' | 'HANDED_OVER'
  handOver: {
    entry: EntryId
    body: Extract<BodyOf<'rotation'>, { act: 'hand-over' }>
    takenOver: EntryId | null
  } | null
}

export interface OutcomeView {
  id: EntryId
  side: CommitteeId
  body: Extract<BodyOf<'outcome'>, { act: 'submit' }>
  state: 'SUBMITTED' | 'INSTRUCTED'
  instructedOn: string | null
}

/** 联合提案办理结果 of one side: its last word on one joint proposal. */
export interface ProposalResultView {
  entry: EntryId
  side: CommitteeId
  at: Instant
  /** Who can read it. */
  readers: CommitteeId[]
  body: Extract<BodyOf<'outcome'>, { act: 'proposal-result' }>
}

/** 监督方案模板: what the upper side has supervised; the entry names it. */
export interface SupervisionTemplateView {
  entry: EntryId
  side: CommitteeId
  at: Instant
  /** Who can read it. */
  readers: CommitteeId[]
  body: Extract<BodyOf<'outcome'>, { act: 'supervision-template' }>
}

/** 层级监督报告 of one side: its last word on one template. */
export interface SupervisionLevelView {
  entry: EntryId
  side: CommitteeId
  at: Instant
  readers: CommitteeId[]
  body: Extract<BodyOf<'outcome'>, { act: 'supervision-level' }>
}

export interface OwnWord<K extends Kind> {
  id: EntryId
  author: CommitteeId
  at: Instant
  body: BodyOf<K>
}

/** Everything that follows from the kept entries. A pure function of them: equal entries, equal answers. */
export interface LedgerView {
  readonly compact: string
  compactView(): CompactView
  decisions<K extends DecisionKind>(kind?: K): DecisionView<K>[]
  decision(id: DecisionId): DecisionView | undefined
  version(id: EntryId): VersionView | undefined
  chains(): ChainView[]
  chain(committee: CommitteeId): ChainView | undefined
  recoveries(): RecoveryView[]
  forks(): ForkProof[]
  tasks(): TaskView[]
  sessions(): SessionView[]
  researches(): ResearchView[]
  rotation(): RotationYearView[]
  outcomes(): OutcomeView[]
  /** Of each side its last result on each joint proposal, as far as this side reads them. */
  proposalResults(): ProposalResultView[]
  /** Every template of supervision, as far as this side reads them. */
  supervisionTemplates(): SupervisionTemplateView[]
  /** Of each side its last report on each template, as far as this side reads them. */
  supervisionLevels(): SupervisionLevelView[]
  /** Entries of a kind that stand for themselves, in an order that is the same everywhere. */
  spoken<K extends Kind>(kind: K): OwnWord<K>[]
  entry(id: EntryId): KeptEntry | undefined
  kept(): Iterable<KeptEntry>
  waiting(): { id: EntryId; committee: CommitteeId; missing: EntryId[] }[]
  /** True when `ancestor` is `entry` or lies in its past. */
  inPast(ancestor: EntryId, entry: EntryId): boolean
  /** SHA-256 over all answers that are open to every member; equal for equal entries. */
  digest(): string
}
