import { verifySignature } from '#signature-suite'
import type { Content, DecisionKind } from '../bodies/index.ts'
import { isDecisionKind } from '../bodies/index.ts'
import type { SupervisionLevel, SupervisionTemplate } from '../bodies/supervision.ts'
import { taskSteps } from '../bodies/task.ts'
import type { VersionPart } from '../bodies/version-part.ts'
import { bytesOf } from '../encoding.ts'
import type { ReadFounding } from '../founding.ts'
import { keyProofBytes } from '../key-proof.ts'
import { type CommitteeId, type EntryId, sorted } from '../primitives.ts'
import type { Reason } from '../reason.ts'
import { fingerprintOf } from '../public-key.ts'
import { same } from '../same.ts'
import { type Chains, covers, type Placed } from './chains.ts'
import { type CompactAt, compactAt, hasEnded, memberOf, textOf } from './compact-at.ts'
import { hostOf } from './host-of.ts'
import type { Rules } from './rules.ts'
import type { Version, Versions } from './versions.ts'

/** What an entry is judged by: everything here is asked within the entry's own past. */
export interface Court {
  founding: ReadFounding
  chains: Chains
  versions: Versions
  rules: Rules
}

type Maybe = Reason | undefined

/** Whether its author may write at all at this place: membership, leave, end of the compact. By the header alone. */
export function judgeAuthor(court: Court, placed: Placed, compact: CompactAt): Maybe {
  const { committee, kind, audience } = placed.entry
  const content = placed.content
  if (audience !== 'all') {
    if (kind === 'compact-text' || kind === 'key' || kind === 'leave' || kind === 'rotation')
      return 'version.restricted'
    if (isDecisionKind(kind) && compact.text.kind === 'equals') return 'version.restricted'
    if (audience.some((reader) => !compact.members.includes(reader))) return 'ref.wrong_audience'
  }
  const member = compact.members.includes(committee)
  if (member && !hasEnded(compact)) return undefined
  if (content?.kind === 'answer' && isAskedToRecover(court, placed, content.body.to)) return undefined
  // Who is joining, back again, removed or alone may still answer a version that pins it.
  const asked =
    audience === 'all' &&
    content?.kind === 'answer' &&
    findVersion(court, placed, content.body.to)?.pins.signers.includes(committee)
  if (compact.left.includes(committee) && !(asked && isBeingTakenBack(court, placed, committee))) return 'chain.left'
  if (asked) return undefined
  return member ? 'chain.ended' : 'chain.not_a_member'
}

/** Whose answers a recovery needs: all other members, as its own past knows them. */
export function askedByRecovery(court: Court, recovery: Placed): CommitteeId[] {
  const { members } = compactAt(court.founding, court.versions, recovery.past)
  return members.filter((id) => id !== recovery.entry.committee)
}

/** Who has been removed or has left since may hold more than a recovery names, so it may still refuse it. */
function isAskedToRecover(court: Court, placed: Placed, to: EntryId): boolean {
  const asked = resolve(court, placed, to)
  if (asked?.content?.kind !== 'key' || asked.content.body.act !== 'recover') return false
  return askedByRecovery(court, asked).includes(placed.entry.committee)
}

function isBeingTakenBack(court: Court, placed: Placed, committee: CommitteeId): boolean {
  const content = placed.content
  const version = content?.kind === 'answer' ? findVersion(court, placed, content.body.to) : undefined
  return (
    version?.kind === 'compact-text' &&
    court.versions
      .leavesOf(committee)
      .every((leave) => !covers(placed.past, leave) || covers(version.placed.past, leave))
  )
}

/** Whether the content holds against the entry's past; undefined when it does. */
export function judgeContent(court: Court, placed: Placed, compact: CompactAt, content: Content): Maybe {
  switch (content.kind) {
    case 'compact-text':
    case 'topic':
    case 'record':
    case 'consolidated-report':
      return judgeVersion(court, placed, compact, content)
    case 'answer':
      return judgeAnswer(court, placed, content.body)
    case 'comment':
      return resolve(court, placed, content.body.about) ? undefined : 'ref.unknown'
    case 'reservation':
    case 'endorsement':
      return refer(court, placed, content.body.about, ['research-report', 'consolidated-report'])
    case 'research':
      if (content.body.act === 'field') return referAct(court, placed, content.body.research, 'research', 'plan')
      if (!compact.members.includes(content.body.lead)) return 'chain.not_a_member'
      return refer(court, placed, content.body.topic, ['topic'])
    case 'research-report':
      return referAct(court, placed, content.body.research, 'research', 'plan')
    case 'session':
      return judgeSession(court, placed, content.body)
    case 'task':
      return (
        refer(court, placed, content.body.record, ['record']) ?? effectiveBefore(court, placed, content.body.record)
      )
    case 'progress':
      return judgeProgress(court, placed, content.body)
    case 'outcome':
      if (content.body.act === 'proposal-result')
        return compact.text.crossing.includes('PARTNER_SUMMARY') ? undefined : 'class.not_listed'
      if (content.body.act === 'supervision-template') {
        if (compact.text.upper !== placed.entry.committee) return 'template.not_upper'
        return compact.text.crossing.includes('JOINT') ? undefined : 'class.not_listed'
      }
      if (content.body.act === 'supervision-level') return judgeLevel(court, placed, compact, content.body)
      if (content.body.act === 'instructed')
        return (
          referAct(court, placed, content.body.outcome, 'outcome', 'submit') ??
          ownOnly(court, placed, content.body.outcome)
        )
      return (
        refer(court, placed, content.body.decision, ['record', 'consolidated-report']) ??
        effectiveBefore(court, placed, content.body.decision)
      )
    case 'rotation':
      return judgeRotation(court, placed, compact, content.body)
    case 'follow-up':
      return (
        refer(court, placed, content.body.record, ['record']) ??
        firstFault(content.body.tasks, ({ task }) => refer(court, placed, task, ['task']))
      )
    case 'template':
      return compact.text.upper === placed.entry.committee ? undefined : 'template.not_upper'
    case 'key':
      return judgeKey(court, placed, content.body)
    case 'leave':
      return undefined
  }
}

function judgeVersion(
  court: Court,
  placed: Placed,
  compact: CompactAt,
  content: Extract<Content, { kind: DecisionKind }>,
): Maybe {
  const pins: VersionPart = content.body
  return (
    judgeLine(court, placed, content.kind, pins) ??
    judgeParents(court, placed, pins) ??
    judgeSigners(court, placed, compact, content) ??
    judgeReferences(court, placed, content)
  )
}

/** Decision and base: one line of effective versions. */
function judgeLine(court: Court, placed: Placed, kind: DecisionKind, pins: VersionPart): Maybe {
  const { versions, founding } = court
  if (pins.decision === null)
    return kind === 'compact-text' || pins.base !== null || pins.parents.length > 0 ? 'version.bad_base' : undefined
  if (kind === 'compact-text') {
    if (pins.decision !== founding.compact || pins.base === null) return 'version.bad_base'
  } else {
    const first = findVersion(court, placed, pins.decision)
    if (!first) return 'ref.unknown'
    if (first.kind !== kind || first.decision !== pins.decision) return 'version.bad_base'
    if (!sameAudience(first.placed, placed)) return 'ref.wrong_audience'
  }
  if (pins.base !== null && pins.base !== founding.compact) {
    const base = findVersion(court, placed, pins.base)
    if (!base) return 'ref.unknown'
    if (base.decision !== pins.decision || !versions.closing(base, placed.past)) return 'version.bad_base'
  } else if (pins.base === founding.compact && kind !== 'compact-text') return 'version.bad_base'
  const superseded = versions.onBase(pins.decision, pins.base).some((rival) => versions.closing(rival, placed.past))
  return superseded ? 'version.base_superseded' : undefined
}

function judgeParents(court: Court, placed: Placed, pins: VersionPart): Maybe {
  for (const id of pins.parents) {
    const parent = findVersion(court, placed, id)
    if (!parent) return 'ref.unknown'
    if (parent.decision !== pins.decision || parent.pins.base !== pins.base) return 'version.bad_parents'
    const countersigned = parent.answers.some(
      (a) => a.countersigns && a.committee === placed.entry.committee && court.chains.onChain(a.placed, placed.prev!),
    )
    if (countersigned && court.rules.firstAnswer) return 'version.amends_own_countersignature'
  }
  return undefined
}

function judgeSigners(
  court: Court,
  placed: Placed,
  compact: CompactAt,
  content: Extract<Content, { kind: DecisionKind }>,
): Maybe {
  const { audience } = placed.entry
  const pins: VersionPart = content.body
  if (!pins.signers.includes(pins.convenor)) return 'version.wrong_convenor'
  if (content.kind === 'compact-text') {
    const next = content.body.text
    const names = sorted(next.members.map((m) => m.committee))
    if (!same(pins.signers, names)) return 'version.wrong_signers'
    if (compact.members.filter((id) => !names.includes(id)).length > 1) return 'version.removes_too_many'
    const base = pins.base === court.founding.compact ? undefined : findVersion(court, placed, pins.base!)
    const before = base ? textOf(base) : court.founding.text
    const keysKept = next.members.every(({ committee, keys }) => {
      const known = memberOf(before, committee)?.keys ?? enteredWith(court, placed, committee)
      return !known || same(known, keys)
    })
    if (!keysKept) return 'version.changes_keys'
    return next.kind === compact.text.kind ? undefined : 'version.bad_base'
  }
  if (pins.signers.length < 2) return 'version.too_few_signers'
  if (audience !== 'all' && !audience.includes(compact.text.upper!)) return 'version.wrong_signers'
  const expected = audience === 'all' ? compact.members : audience
  return same(pins.signers, expected) ? undefined : 'version.wrong_signers'
}

/** The keys that a committee's chain began with, as far as this past knows it. */
function enteredWith(court: Court, placed: Placed, committee: CommitteeId) {
  const first = court.chains.first(committee)
  return first && covers(placed.past, first) ? first.keys : undefined
}

function judgeReferences(court: Court, placed: Placed, content: Extract<Content, { kind: DecisionKind }>): Maybe {
  if (content.kind === 'record') {
    const { topic, session, corrects, undertakings, signers } = content.body
    if (undertakings.some(({ side }) => !signers.includes(side))) return 'version.wrong_signers'
    return (
      (topic === null ? undefined : refer(court, placed, topic, ['topic'])) ??
      (session === null ? undefined : referAct(court, placed, session, 'session', 'convene')) ??
      (corrects === null ? undefined : refer(court, placed, corrects, ['record']))
    )
  }
  if (content.kind === 'consolidated-report') {
    const { research, reports, reservations } = content.body
    return (
      referAct(court, placed, research, 'research', 'plan') ??
      firstFault(reports, (id) => refer(court, placed, id, ['research-report'])) ??
      firstFault(reservations, (id) => refer(court, placed, id, ['reservation']))
    )
  }
  return undefined
}

function judgeAnswer(court: Court, placed: Placed, body: Extract<Content, { kind: 'answer' }>['body']): Maybe {
  const { committee, at } = placed.entry
  const asked = resolve(court, placed, body.to)
  if (!asked) return 'ref.unknown'
  if (!sameAudience(asked, placed)) return 'ref.wrong_audience'
  const lapses = body.answer === 'refuse' && body.lapse
  if (asked.content?.kind === 'key') {
    if (asked.content.body.act !== 'recover' || lapses) return 'ref.wrong_kind'
    return askedByRecovery(court, asked).includes(committee) ? undefined : 'answer.not_a_signer'
  }
  const version = court.versions.byId.get(body.to)
  if (!version) return 'ref.wrong_kind'
  if (!version.pins.signers.includes(committee)) return 'answer.not_a_signer'
  if (!lapses) return undefined
  if (version.pins.convenor !== committee) return 'answer.not_convenor'
  return version.pins.deadline !== null && at >= version.pins.deadline ? undefined : 'answer.deadline_open'
}

function judgeSession(court: Court, placed: Placed, body: Extract<Content, { kind: 'session' }>['body']): Maybe {
  if (body.act === 'convene') return body.topic === null ? undefined : refer(court, placed, body.topic, ['topic'])
  const fault = referAct(court, placed, body.session, 'session', 'convene')
  if (fault || body.act === 'attend') return fault
  const done = [...ownChain(placed)].flatMap((p) =>
    p.content?.kind === 'session' && p.content.body.act !== 'convene' && p.content.body.session === body.session
      ? [p.content.body.act]
      : [],
  )
  const follows = body.act === 'hold' ? !done.includes('hold') : done.includes('hold') && !done.includes('adjourn')
  return ownOnly(court, placed, body.session) ?? (follows ? undefined : 'ref.bad_step')
}

/** 层级监督报告: of a lower side, for the upper one to read, on a template that both know, by its indicators. */
function judgeLevel(court: Court, placed: Placed, { text }: CompactAt, body: SupervisionLevel): Maybe {
  const { committee, audience } = placed.entry
  if (text.upper === null || text.upper === committee) return 'level.not_lower'
  if (audience === 'all' || !audience.includes(text.upper)) return 'ref.wrong_audience'
  if (!text.crossing.includes('PARTNER_SUMMARY')) return 'class.not_listed'
  if (body.text !== null && !text.crossing.includes('PUBLIC')) return 'class.not_listed'
  const fault = referAct(court, placed, body.template, 'outcome', 'supervision-template')
  if (fault) return fault
  const template = resolve(court, placed, body.template)!.content!.body as SupervisionTemplate
  const codes = new Set(template.indicators.map(({ code }) => code))
  return body.indicators.every(({ code }) => codes.has(code)) ? undefined : 'level.unknown_indicator'
}

function judgeProgress(court: Court, placed: Placed, body: Extract<Content, { kind: 'progress' }>['body']): Maybe {
  const fault = refer(court, placed, body.task, ['task']) ?? ownOnly(court, placed, body.task)
  if (fault) return fault
  for (const p of ownChain(placed))
    if (p.content?.kind === 'progress' && p.content.body.task === body.task)
      return taskSteps[p.content.body.state].includes(body.state) ? undefined : 'ref.bad_step'
  return taskSteps.ALLOCATED.includes(body.state) ? undefined : 'ref.bad_step'
}

function judgeRotation(
  court: Court,
  placed: Placed,
  compact: CompactAt,
  body: Extract<Content, { kind: 'rotation' }>['body'],
): Maybe {
  const { committee } = placed.entry
  if (body.act === 'take-over') {
    const fault = referAct(court, placed, body.handOver, 'rotation', 'hand-over')
    if (fault) return fault
    const content = resolve(court, placed, body.handOver)!.content
    const to = content?.kind === 'rotation' && content.body.act === 'hand-over' ? content.body.to : undefined
    return to === committee ? undefined : 'rotation.not_host'
  }
  if (hostOf(compact.text, body.year) !== committee) return 'rotation.not_host'
  const done = [...ownChain(placed)].flatMap((p) =>
    p.content?.kind === 'rotation' && p.content.body.act !== 'take-over' && p.content.body.year === body.year
      ? [p.content.body.act]
      : [],
  )
  if (body.act === 'begin') return done.length === 0 ? undefined : 'ref.bad_step'
  if (!done.includes('begin') || done.includes('hand-over')) return 'ref.bad_step'
  if (hostOf(compact.text, body.year + 1) !== body.to) return 'rotation.not_host'
  return firstFault(body.openTasks, (id) => refer(court, placed, id, ['task']))
}

function judgeKey(court: Court, placed: Placed, body: Extract<Content, { kind: 'key' }>['body']): Maybe {
  if (body.act === 'seal') return undefined
  const { prev } = placed
  // A chain begins with the keys of the founding, so there is always an entry that a new key follows.
  const used = [prev!.keys.signing, prev!.keys.recovery, ...prev!.givenUp].map(fingerprintOf)
  if (used.includes(fingerprintOf(body.signing))) return 'key.same_key'
  const proven = verifySignature(body.signing, keyProofBytes(placed.entry), bytesOf(body.proof))
  return proven ? undefined : 'key.bad_proof'
}

/** An entry in the past of this one that has effect, whatever its kind. */
function resolve(court: Court, placed: Placed, id: EntryId): Placed | undefined {
  const target = court.chains.kept.get(id)
  return target && covers(placed.past, target) && !target.inert && target.content && readableBy(target, placed)
    ? target
    : undefined
}

function findVersion(court: Court, placed: Placed, id: EntryId): Version | undefined {
  const version = court.versions.byId.get(id)
  return version && covers(placed.past, version.placed) ? version : undefined
}

/** An entry may speak of another only to readers who can read that one too. */
function readableBy(target: Placed, placed: Placed): boolean {
  const readers = target.entry.audience
  if (readers === 'all') return true
  const { audience } = placed.entry
  return audience !== 'all' && audience.every((reader) => readers.includes(reader))
}

const sameAudience = (a: Placed, b: Placed): boolean => same(a.entry.audience, b.entry.audience)

function refer(court: Court, placed: Placed, id: EntryId, kinds: Content['kind'][]): Maybe {
  const target = resolve(court, placed, id)
  if (!target) return 'ref.unknown'
  return kinds.includes(target.entry.kind) ? undefined : 'ref.wrong_kind'
}

function referAct(court: Court, placed: Placed, id: EntryId, kind: Content['kind'], act: string): Maybe {
  const fault = refer(court, placed, id, [kind])
  if (fault) return fault
  const body = resolve(court, placed, id)!.content!.body
  return 'act' in body && body.act === act ? undefined : 'ref.wrong_kind'
}

const ownOnly = (court: Court, placed: Placed, id: EntryId): Maybe =>
  court.chains.kept.get(id)?.entry.committee === placed.entry.committee ? undefined : 'ref.not_yours'

/** The decision has an effective version in this past. */
function effectiveBefore(court: Court, placed: Placed, decision: EntryId): Maybe {
  const versions = court.versions.byDecision.get(decision) ?? []
  return versions.some((v) => court.versions.closing(v, placed.past)) ? undefined : 'ref.bad_step'
}

/** The author's own entries before this one, newest first. */
function* ownChain(placed: Placed): Iterable<Placed> {
  for (let p = placed.prev; p; p = p.prev) yield p
}

function firstFault<T>(items: readonly T[], fault: (item: T) => Maybe): Maybe {
  for (const item of items) {
    const reason = fault(item)
    if (reason) return reason
  }
  return undefined
}
