import type { DecisionKind, Kind } from '../bodies/index.ts'
import { jsonBytes, sha256 } from '../encoding.ts'
import type { CommitteeId, DecisionId, EntryId } from '../primitives.ts'
import { byDepth, type Placed } from './chains.ts'
import { compactAt, hasEnded } from './compact-at.ts'
import { byPlace, type DecisionMeans, decisionView, versionView } from './decision-view.ts'
import type { Ledger } from './ledger.ts'
import {
  outcomeViews,
  ownWords,
  proposalResultViews,
  supervisionLevelViews,
  supervisionTemplateViews,
  researchViews,
  sessionViews,
  taskViews,
  type Words,
  wordsOf,
} from './object-views.ts'
import { lastStanding } from './standing.ts'
import { rotationView } from './rotation-view.ts'
import { everything, type Version } from './versions.ts'
import type { ChainView, CompactView, DecisionView, ForkProof, KeptEntry, LedgerView } from './views.ts'

/** The answers of a ledger. What was worked out is kept until another entry is. */
export class LedgerAnswers implements LedgerView {
  readonly compact: string
  private readonly ledger: Ledger
  private readonly means: DecisionMeans
  private known: { at: string; words?: Words; digest?: string } = { at: '' }
  private readonly decided = new Map<DecisionId, { at: string; view: DecisionView; digest: string | undefined }>()

  constructor(ledger: Ledger) {
    this.ledger = ledger
    this.compact = ledger.founding.compact
    this.means = {
      chains: ledger.chains,
      versions: ledger.versions,
      takes: (placed) => ledger.recoveries.standing(placed) === 'live',
      forksOfText: (version) => this.forksOfText(version),
      compact: this.compact,
    }
  }

  /** Standing is always live without a recovery; judging by the past alone is then enough, and cheaper. */
  private get now(): DecisionMeans {
    return this.ledger.recoveries.any ? this.means : { ...this.means, takes: everything }
  }

  private fresh() {
    const at = `${this.ledger.chains.size} ${this.ledger.recoveries.epoch}`
    if (this.known.at !== at) this.known = { at }
    return this.known
  }

  compactView(today?: string): CompactView {
    const { founding, versions } = this.ledger
    const now = compactAt(founding, versions, null, this.now.takes)
    const decision = this.decision(this.compact)
    const expired = today !== undefined && now.text.end !== null && today > now.text.end
    const stage = hasEnded(now) ? 'ENDED' : expired ? 'EXPIRED' : decision?.open.length ? 'AMENDING' : 'IN_FORCE'
    const { textVersion, text, members, left } = now
    return { id: this.compact, stage, text, textVersion, members, left, disputed: decision?.disputed ?? [] }
  }

  decisions<K extends DecisionKind>(kind?: K): DecisionView<K>[] {
    const all = [...this.ledger.versions.byDecision.keys()].sort().flatMap((id) => this.decision(id) ?? [])
    return all.filter((d) => kind === undefined || d.kind === kind) as DecisionView<K>[]
  }

  decision(id: DecisionId): DecisionView | undefined {
    return this.decide(id)?.view
  }

  private decide(id: DecisionId) {
    const { versions, recoveries, chains } = this.ledger
    const at = `${versions.revision(id)} ${recoveries.epoch} ${chains.forks.length} ${chains.forks.length > 0 ? chains.size : 0}`
    const known = this.decided.get(id)
    if (known?.at === at) return known
    const view = decisionView(this.now, id)
    if (!view) return undefined
    const decided = { at, view, digest: undefined }
    this.decided.set(id, decided)
    return decided
  }

  private decisionDigest(id: DecisionId): string[] {
    const decided = this.decide(id)
    if (!decided) return []
    decided.digest ??= sha256(
      jsonBytes({
        ...decided.view,
        versions: decided.view.versions.map(({ body: _body, ...v }) => ({
          ...v,
          answers: v.answers.map(({ body: _answer, ...a }) => a),
        })),
      }),
    )
    return [decided.digest]
  }

  version(id: EntryId) {
    const version = this.ledger.versions.byId.get(id)
    return version && versionView(this.now, version)
  }

  chain(committee: CommitteeId): ChainView | undefined {
    const text = compactAt(this.ledger.founding, this.ledger.versions, null, this.now.takes).text
    const head = this.liveHead(committee)
    const keys = head?.keys ?? text.members.find((m) => m.committee === committee)?.keys
    if (!keys) return undefined
    const { generation, seq } = head?.entry ?? { generation: 1, seq: 0 }
    const forks = this.forks().filter((f) => f.committee === committee)
    return { committee, generation, seq, head: head?.id ?? null, keys, forks }
  }

  /** The last entry of a chain that is not void or suspended; of a forked chain the longest branch. */
  private liveHead(committee: CommitteeId): Placed | undefined {
    const tips = this.ledger.chains.tips(committee).flatMap((tip) => lastStanding(this.ledger, tip) ?? [])
    return tips.sort((a, b) => b.entry.generation - a.entry.generation || b.entry.seq - a.entry.seq)[0]
  }

  chains(): ChainView[] {
    const { members, left } = this.compactView()
    const names = new Set([...members, ...left, ...this.ledger.chains.committees()])
    return [...names].sort().flatMap((id) => this.chain(id) ?? [])
  }

  recoveries() {
    return [...this.ledger.recoveries.views()]
  }

  forks(): ForkProof[] {
    return this.ledger.chains.forks.map((f) => ({ ...f, entries: [...f.entries] })).sort(byPlace)
  }

  private forksOfText(version: Version): ForkProof[] {
    if (version.kind === 'compact-text') return []
    const { textVersion } = compactAt(this.ledger.founding, this.ledger.versions, version.placed.past)
    return textVersion === this.compact ? [] : (this.decision(this.compact)?.disputed ?? [])
  }

  private words(): Words {
    const fresh = this.fresh()
    fresh.words ??= wordsOf(this.live())
    return fresh.words
  }

  private live(): Placed[] {
    const { chains, recoveries } = this.ledger
    return chains
      .all()
      .filter((p) => recoveries.standing(p) === 'live')
      .sort(byDepth)
  }

  tasks() {
    return taskViews(this.words())
  }

  sessions() {
    return sessionViews(this.words(), this.compactView().members)
  }

  researches() {
    return this.researchesFrom(this.words(), this.decisions('consolidated-report'))
  }

  private researchesFrom(words: Words, consolidated: DecisionView<'consolidated-report'>[]) {
    return researchViews(words, this.compactView().members, (research) =>
      consolidated
        .filter((d) => d.versions.some((v) => v.body.research === research))
        .map((d) => ({ id: d.id, effective: d.effective !== null, versions: d.versions.map((v) => v.id) })),
    )
  }

  rotation() {
    return rotationView(this.words(), this.compactView().text)
  }

  outcomes() {
    return outcomeViews(this.words())
  }

  proposalResults() {
    return proposalResultViews(this.words())
  }

  supervisionTemplates() {
    return supervisionTemplateViews(this.words())
  }

  supervisionLevels() {
    return supervisionLevelViews(this.words())
  }

  spoken<K extends Kind>(kind: K) {
    return ownWords(this.words(), kind)
  }

  entry(id: EntryId): KeptEntry | undefined {
    const placed = this.ledger.chains.kept.get(id)
    return placed && this.keptEntry(placed)
  }

  *kept(): Iterable<KeptEntry> {
    for (const placed of this.ledger.chains.all()) yield this.keptEntry(placed)
  }

  private keptEntry(placed: Placed): KeptEntry {
    const { id, entry, signed, content, inert } = placed
    return { id, entry, signed, content, inert, standing: this.ledger.recoveries.standing(placed) }
  }

  waiting() {
    return this.ledger.waiting()
  }

  inPast(ancestor: EntryId, entry: EntryId): boolean {
    const { kept } = this.ledger.chains
    const [early, late] = [kept.get(ancestor), kept.get(entry)]
    return early !== undefined && late !== undefined && (late.past[early.branch] ?? 0) >= early.entry.seq
  }

  digest(): string {
    const fresh = this.fresh()
    fresh.digest ??= this.workOutDigest()
    return fresh.digest
  }

  // Over what is open to all members: a restricted entry says something to its readers and nothing to the others.
  private workOutDigest(): string {
    const { text, ...compact } = this.compactView()
    const open = this.decisions().filter((d) => d.versions[0]?.audience === 'all')
    const reports = open.filter((d): d is DecisionView<'consolidated-report'> => d.kind === 'consolidated-report')
    const words = wordsOf(this.live().filter((p) => p.entry.audience === 'all'))
    const answers = {
      compact,
      decisions: open.flatMap((d) => this.decisionDigest(d.id)),
      chains: this.chains(),
      recoveries: this.recoveries(),
      forks: this.forks(),
      tasks: taskViews(words).map(({ id, state, due }) => ({ id, state, due })),
      sessions: sessionViews(words, compact.members).map(({ id, state, absent }) => ({ id, state, absent })),
      researches: this.researchesFrom(words, reports).map(({ id, state, sides }) => ({ id, state, sides })),
      rotation: rotationView(words, text),
      outcomes: outcomeViews(words).map(({ id, state, instructedOn }) => ({ id, state, instructedOn })),
    }
    return sha256(jsonBytes(answers))
  }
}
