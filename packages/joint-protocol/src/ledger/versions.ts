import type { Answer } from '../bodies/answer.ts'
import { type Content, type DecisionKind, isDecisionKind } from '../bodies/index.ts'
import type { VersionPart } from '../bodies/version-part.ts'
import type { CommitteeId, CompactId, DecisionId, EntryId } from '../primitives.ts'
import { type Chains, covers, type Past, type Placed } from './chains.ts'
import type { Rules } from './rules.ts'

/** A version of a decision with the answers to it. */
export interface Version {
  placed: Placed
  kind: DecisionKind
  pins: VersionPart
  decision: DecisionId
  answers: GivenAnswer[]
}

/** An answer that a member gave: in words, or by amending the version. */
export interface GivenAnswer {
  placed: Placed
  committee: CommitteeId
  countersigns: boolean
  by: 'answer' | 'amendment' | 'lapse'
  body: Answer | null
}

/** Whether an entry takes part in the evaluation: all do when an entry is judged; only live ones in the views. */
export type Takes = (placed: Placed) => boolean
/** Judging by a past alone. */
export const everything: Takes = () => true

/** All versions and answers, and rules 1 to 3 of architecture §7 over them. */
export class Versions {
  readonly byId = new Map<EntryId, Version>()
  readonly byDecision = new Map<DecisionId, Version[]>()
  private readonly rivalsOf = new Map<string, Version[]>()
  private readonly changes = new Map<DecisionId, number>()
  /** Grows with what may touch every decision: a member that leaves. */
  private leftSoFar = 0
  private readonly leaves = new Map<CommitteeId, Placed[]>()
  private readonly compact: CompactId
  private readonly chains: Chains
  private readonly rules: Rules
  /** Answers judged by their past alone never change, so they are judged once. */
  private readonly judged = new Map<GivenAnswer, boolean>()

  constructor(compact: CompactId, chains: Chains, rules: Rules) {
    this.compact = compact
    this.chains = chains
    this.rules = rules
  }

  keep(placed: Placed, content: Content): void {
    if (isDecisionKind(content.kind)) this.keepVersion(placed, content.kind, content.body as VersionPart)
    else if (content.kind === 'answer') this.keepAnswer(placed, content.body)
    else if (content.kind === 'leave') {
      const { committee } = placed.entry
      this.leftSoFar++
      this.leaves.set(committee, [...(this.leaves.get(committee) ?? []), placed])
    }
  }

  /** Another number whenever the answers about a decision may have changed. */
  revision(decision: DecisionId): string {
    return `${this.changes.get(decision) ?? 0} ${this.changes.get(this.compact) ?? 0} ${this.leftSoFar}`
  }

  private changed(decision: DecisionId): void {
    this.changes.set(decision, (this.changes.get(decision) ?? 0) + 1)
  }

  private keepVersion(placed: Placed, kind: DecisionKind, pins: VersionPart): void {
    const version: Version = { placed, kind, pins, decision: pins.decision ?? placed.id, answers: [] }
    this.byId.set(placed.id, version)
    this.changed(version.decision)
    push(this.byDecision, version.decision, version)
    push(this.rivalsOf, rivalKey(version), version)
    for (const parent of pins.parents) {
      const amended = this.byId.get(parent)!
      const { committee } = placed.entry
      if (amended.pins.signers.includes(committee))
        amended.answers.push({ placed, committee, countersigns: false, by: 'amendment', body: null })
    }
  }

  private keepAnswer(placed: Placed, body: Answer): void {
    const version = this.byId.get(body.to)
    if (!version) return
    const countersigns = body.answer === 'countersign'
    const by = body.answer === 'refuse' && body.lapse ? 'lapse' : 'answer'
    this.changed(version.decision)
    version.answers.push({ placed, committee: placed.entry.committee, countersigns, by, body })
  }

  leavesOf(committee: CommitteeId): readonly Placed[] {
    return this.leaves.get(committee) ?? []
  }

  /** Versions of the same decision on the same base. */
  rivals(version: Version): Version[] {
    return this.rivalsOf.get(rivalKey(version))!.filter((other) => other !== version)
  }

  onBase(decision: DecisionId, base: EntryId | null): readonly Version[] {
    return this.rivalsOf.get(`${decision} ${base}`) ?? []
  }

  /** Rule 1: nothing that its author said about this version stands before it on its chain. */
  isFirst(version: Version, answer: GivenAnswer): boolean {
    if (!this.rules.firstAnswer) return true
    const before = (placed: Placed) => placed !== answer.placed && this.chains.onChain(placed, answer.placed)
    return (
      !version.answers.some((other) => other.committee === answer.committee && before(other.placed)) &&
      !this.leavesOf(answer.committee).some((leave) => leaveTouches(leave, version) && before(leave))
    )
  }

  /** A first refusal by one of its pinned signers, within a past (or anywhere). */
  refusals(version: Version, within: Past | null, takes: Takes = everything): (GivenAnswer | Placed)[] {
    const inside = (placed: Placed) => takes(placed) && (within === null || covers(within, placed))
    const said = version.answers.filter((a) => !a.countersigns && inside(a.placed) && this.isFirst(version, a))
    const left = version.pins.signers.flatMap((signer) =>
      this.leavesOf(signer).filter(
        (leave) =>
          leaveTouches(leave, version) &&
          inside(leave) &&
          !version.answers.some((a) => a.committee === signer && this.chains.onChain(a.placed, leave)),
      ),
    )
    return [...said, ...left]
  }

  /** Rule 2: a rival that this author countersigned before and that nobody has refused, in this past. */
  openRival(version: Version, author: CommitteeId, past: Past, takes: Takes = everything): Version | undefined {
    if (!this.rules.refusedRivals) return undefined
    return this.rivals(version).find(
      (rival) =>
        rival.answers.some((a) => a.committee === author && a.countersigns && covers(past, a.placed)) &&
        this.refusals(rival, past, takes).length === 0,
    )
  }

  /** Rule 3: signers besides the convenor whose counting countersignature is not in this past. */
  othersMissing(version: Version, past: Past, takes: Takes = everything): CommitteeId[] {
    return version.pins.signers.filter(
      (signer) =>
        signer !== version.pins.convenor &&
        !version.answers.some(
          (a) => a.committee === signer && a.countersigns && covers(past, a.placed) && this.counts(version, a, takes),
        ),
    )
  }

  /** Whether a countersignature counts: rules 1 to 3, by its own past. */
  counts(version: Version, answer: GivenAnswer, takes: Takes = everything): boolean {
    if (!takes(answer.placed)) return false
    if (takes !== everything) return this.weigh(version, answer, takes)
    const known = this.judged.get(answer)
    if (known !== undefined) return known
    const result = this.weigh(version, answer, takes)
    this.judged.set(answer, result)
    return result
  }

  private weigh(version: Version, answer: GivenAnswer, takes: Takes): boolean {
    if (!answer.countersigns || !this.isFirst(version, answer)) return false
    const { past } = answer.placed
    if (this.openRival(version, answer.committee, past, takes)) return false
    const closes = this.rules.closing && answer.committee === version.pins.convenor
    return !closes || this.othersMissing(version, past, takes).length === 0
  }

  /** 生效: the valid closing, within a past (or anywhere). */
  closing(version: Version, within: Past | null, takes: Takes = everything): GivenAnswer | undefined {
    if (!takes(version.placed)) return undefined
    const { base, convenor, signers } = version.pins
    const baseVersion = base === null || base === this.compact ? undefined : this.byId.get(base)
    if (baseVersion && takes !== everything && !this.closing(baseVersion, within, takes)) return undefined
    const counting = (signer: CommitteeId) =>
      version.answers.find(
        (a) =>
          a.committee === signer &&
          a.countersigns &&
          (within === null || covers(within, a.placed)) &&
          this.counts(version, a, takes),
      )
    if (this.rules.closing) return counting(convenor)
    const all = signers.map(counting)
    return all.every((a) => a !== undefined) ? all.at(-1) : undefined
  }
}

const rivalKey = ({ decision, pins }: Version): string => `${decision} ${pins.base}`

/** A leave refuses what its author had not answered; not what was issued after it (the author is back then). */
const leaveTouches = (leave: Placed, version: Version): boolean => !covers(version.placed.past, leave)

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
