import type { BodyOf, DecisionKind } from './bodies/index.ts'
import { readBody } from './entry.ts'
import type { VersionPart } from './bodies/version-part.ts'
import { type Approval, type CommitteeId, type DecisionId, type EntryId, sorted } from './primitives.ts'
import { ProtocolRefusal } from './reason.ts'
import type { LedgerView } from './ledger/views.ts'
import type { Draft } from './member/member-api.ts'

type Own<K extends DecisionKind> = Omit<BodyOf<K>, keyof VersionPart>

/**
 * A version as the next draft: fills in base, parents and signers from what is known here.
 * `decision` null begins a new one; `amends` names the versions that it replaces (and so refuses).
 * `audience` only in a vertical compact: the upper side and one level.
 */
export function draftVersion<K extends DecisionKind>(
  view: LedgerView,
  version: {
    kind: K
    decision?: DecisionId | null
    amends?: EntryId[]
    convenor: CommitteeId
    deadline?: string | null
    files?: VersionPart['files']
    audience?: CommitteeId[]
    content: Own<K>
  },
): Draft {
  const decision = version.kind === 'compact-text' ? view.compact : (version.decision ?? null)
  const before = decision === null ? undefined : view.decision(decision)
  const amends = sorted(version.amends ?? [])
  const amended = amends[0] === undefined ? undefined : view.version(amends[0])
  const unbegun = version.kind === 'compact-text' ? view.compact : null
  const pins: VersionPart = {
    decision: decision ?? amended?.decision ?? null,
    base: amended ? amended.body.base : (before?.effective ?? unbegun),
    parents: amends,
    signers: signersOf(view, version.kind, version.content, version.audience),
    convenor: version.convenor,
    deadline: version.deadline ?? null,
    files: version.files ?? [],
  }
  const draft = readBody(version.kind, { ...pins, ...version.content })
  if (!draft) throw new ProtocolRefusal('entry.bad_body', { kind: version.kind })
  return version.audience ? { ...draft, audience: sorted(version.audience) } : draft
}

function signersOf(view: LedgerView, kind: DecisionKind, content: object, audience?: CommitteeId[]): CommitteeId[] {
  if (kind !== 'compact-text') return audience ? sorted(audience) : view.compactView().members
  return sorted((content as Own<'compact-text'>).text.members.map((m) => m.committee))
}

/** 会签 of a version, or of another member's recovery of its keys. */
export const countersign = (to: EntryId, given: { approval?: Approval; planItem?: string } = {}): Draft => ({
  kind: 'answer',
  body: { answer: 'countersign', to, approval: given.approval ?? null, planItem: given.planItem ?? null },
})

/** 不同意 */
export const refuse = (to: EntryId, reason: string): Draft => ({
  kind: 'answer',
  body: { answer: 'refuse', to, reason, lapse: false },
})

/** 逾期失效: the convenor's word after the deadline. */
export const lapse = (to: EntryId, reason: string): Draft => ({
  kind: 'answer',
  body: { answer: 'refuse', to, reason, lapse: true },
})

/** An answer goes to the readers of what it answers. */
export function answering(view: LedgerView, answer: Draft): Draft {
  if (answer.kind !== 'answer') return answer
  const asked = view.entry(answer.body.to)
  if (!asked) throw new ProtocolRefusal('ref.unknown', { to: answer.body.to })
  return { ...answer, audience: asked.entry.audience }
}
