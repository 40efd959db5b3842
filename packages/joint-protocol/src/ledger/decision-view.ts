import type { BodyOf, DecisionKind } from '../bodies/index.ts'
import type { DecisionId, EntryId } from '../primitives.ts'
import { same } from '../same.ts'
import type { Chains, Placed } from './chains.ts'
import type { Takes, Version, Versions } from './versions.ts'
import type { AnswerView, DecisionView, ForkProof, VersionState, VersionView } from './views.ts'

/** What the view of a decision is derived from. */
export interface DecisionMeans {
  chains: Chains
  versions: Versions
  takes: Takes
  /** Forks under the compact text that a version was issued by. */
  forksOfText: (version: Version) => ForkProof[]
  /** The compact id: the base of the first change of the text. */
  compact: string
}

/** A version as everybody sees it who holds the same entries. */
export function versionView(means: DecisionMeans, version: Version): VersionView {
  const { placed, pins } = version
  const answers = answersOf(means, version)
  const closing = means.versions.closing(version, null, means.takes)
  const answered = new Set(answers.map((a) => a.committee))
  return {
    id: placed.id,
    decision: version.decision,
    kind: version.kind,
    author: placed.entry.committee,
    audience: placed.entry.audience,
    issuedAt: placed.entry.at,
    body: placed.content!.body as BodyOf<DecisionKind>,
    state: stateOf(means, version, answers, closing !== undefined),
    answers,
    missing: pins.signers.filter((signer) => !answered.has(signer)),
    closing: closing?.placed.id ?? null,
  }
}

function answersOf({ versions, chains, takes }: DecisionMeans, version: Version): AnswerView[] {
  const said = version.answers
    .filter((a) => takes(a.placed) && versions.isFirst(version, a))
    .map((a): AnswerView => ({
      committee: a.committee,
      answer: a.countersigns ? 'countersign' : 'refuse',
      entry: a.placed.id,
      at: a.placed.entry.at,
      by: a.by,
      // The convenor's own countersignature and those of the others are weighed by their own pasts.
      counts: a.countersigns ? versions.counts(version, a, takes) : true,
      body: a.body,
    }))
  const left = versions
    .refusals(version, null, takes)
    .filter((r): r is Placed => 'depth' in r)
    .map((leave): AnswerView => ({
      committee: leave.entry.committee,
      answer: 'refuse',
      entry: leave.id,
      at: leave.entry.at,
      by: 'leave',
      counts: true,
      body: null,
    }))
  const depth = (answer: AnswerView) => chains.kept.get(answer.entry)!.depth
  return [...said, ...left].sort((a, b) => depth(a) - depth(b) || (a.entry < b.entry ? -1 : 1))
}

function stateOf(
  { versions, takes }: DecisionMeans,
  version: Version,
  answers: AnswerView[],
  effective: boolean,
): VersionState {
  if (effective) return 'EFFECTIVE'
  if (!takes(version.placed)) return 'OBJECTED'
  if (versions.rivals(version).some((rival) => versions.closing(rival, null, takes))) return 'SUPERSEDED'
  const refusals = answers.filter((a) => a.answer === 'refuse')
  if (refusals.length > 0) return refusals.every((a) => a.by === 'lapse') ? 'LAPSED' : 'OBJECTED'
  if (answers.some((a) => !a.counts)) return 'OBJECTED'
  return answers.length > 0 ? 'COUNTERSIGNING' : 'CIRCULATED'
}

const isOpen = ({ state }: VersionView): boolean => state === 'CIRCULATED' || state === 'COUNTERSIGNING'

/** A decision over all its versions. */
export function decisionView(means: DecisionMeans, id: DecisionId): DecisionView | undefined {
  const all = means.versions.byDecision.get(id)?.filter((v) => means.takes(v.placed))
  if (!all || all.length === 0) return undefined
  const depth = (version: Version) => version.placed.depth
  const versions = [...all].sort((a, b) => depth(a) - depth(b) || (a.placed.id < b.placed.id ? -1 : 1))
  const views = versions.map((v) => versionView(means, v))
  const line = effectiveLine(means, views)
  const open = views.filter(isOpen)
  const amended = new Set(views.flatMap((v) => v.body.parents))
  const tops = open.filter((v) => !amended.has(v.id))
  return {
    id,
    kind: views[0]!.kind,
    state: decisionState(views, line, tops.length > 0 ? tops : open),
    effective: line.at(-1) ?? null,
    line,
    open: open.map((v) => v.id),
    diverging: tops.some((v) => tops.some((other) => other.id !== v.id && other.body.base === v.body.base)),
    disputed: disputes(means, versions),
    versions: views,
  }
}

function effectiveLine({ compact }: DecisionMeans, views: VersionView[]): EntryId[] {
  const line: EntryId[] = []
  const first = views.some((v) => v.body.base === compact) ? compact : null
  for (let base: EntryId | null = first; ;) {
    // Two only after a fork; the lowest id goes on, alike everywhere, and the decision is shown as disputed.
    const next = views.filter((v) => v.state === 'EFFECTIVE' && v.body.base === base).map((v) => v.id)
    if (next.length === 0) return line
    base = next.sort()[0]!
    line.push(base)
  }
}

function decisionState(views: VersionView[], line: EntryId[], open: VersionView[]): VersionState {
  if (line.length > 0) return 'EFFECTIVE'
  if (open.length > 0) return open.some((v) => v.state === 'COUNTERSIGNING') ? 'COUNTERSIGNING' : 'CIRCULATED'
  return views.some((v) => v.state === 'OBJECTED') ? 'OBJECTED' : 'LAPSED'
}

/** 有争议: a version or an answer stands on a forked place of its author's chain. */
function disputes({ chains, versions, takes, forksOfText }: DecisionMeans, all: Version[]): ForkProof[] {
  if (chains.forks.length === 0) return []
  const found: ForkProof[] = []
  const note = (forks: ForkProof[]) => {
    for (const fork of forks) if (!found.some((f) => same(f, fork))) found.push(fork)
  }
  for (const version of all) {
    note(chains.forksUnder(version.placed))
    for (const answer of version.answers) if (takes(answer.placed)) note(chains.forksUnder(answer.placed))
    for (const signer of version.pins.signers)
      for (const leave of versions.leavesOf(signer)) note(chains.forksUnder(leave))
    note(forksOfText(version))
  }
  return found.map((fork) => ({ ...fork, entries: [...fork.entries] })).sort(byPlace)
}

export const byPlace = (a: ForkProof, b: ForkProof): number =>
  a.committee < b.committee
    ? -1
    : a.committee > b.committee
      ? 1
      : a.generation - b.generation || a.seq - b.seq || (a.entries[0]! < b.entries[0]! ? -1 : 1)
