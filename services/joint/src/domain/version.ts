import { type CommitteeId, Refusal } from '@lianxie/contracts'
import { type BodyOf, type DecisionKind, type Draft, draftVersion, type VersionPart } from '@lianxie/joint-protocol'
import { audienceOf } from './audience.ts'
import type { DraftFacts } from './draft-facts.ts'

/**
 * A version of a decision as it would be signed: it pins the version it builds on, those it amends, who must sign, and
 * the host of the year as convenor, who signs last; where that one is not among `signers`, the next in order. Refuses `version.not_found`, `version.parents`, `version.not_open`.
 */
export function version<K extends DecisionKind>(
  kind: K,
  {
    amends,
    deadline,
    audience: readers = null,
    signers,
  }: {
    amends: readonly string[]
    deadline: string | null
    audience?: readonly CommitteeId[] | null
    signers?: readonly CommitteeId[]
  },
  { ledger, files, now, deadlineOf }: DraftFacts,
  content: Omit<BodyOf<K>, keyof VersionPart>,
): Draft {
  const amended = amends.map((id) => {
    const found = ledger.version(id)
    if (!found || found.kind !== kind) throw new Refusal('version.not_found', { field: 'amends', versionId: id })
    return found
  })
  const decision = amended[0]?.decision ?? null
  if (amended.some((one) => one.decision !== decision)) throw new Refusal('version.parents', { field: 'amends' })
  const effective = decision === null ? null : (ledger.decision(decision)?.effective ?? null)
  // To amend what is effective is to build on it; to amend another version that is decided is too late.
  const closed = amended.find(({ id, state }) => id !== effective && (state === 'SUPERSEDED' || state === 'EFFECTIVE'))
  if (closed) throw new Refusal('version.not_open', { field: 'amends', versionId: closed.id })
  const { text, members } = ledger.compactView()
  const audience = audienceOf([decision, amends, content], ledger, readers)
  return draftVersion(ledger, {
    kind,
    decision,
    amends: amends.filter((id) => id !== effective),
    convenor: convenorOf(text, signers ? members.filter((one) => signers.includes(one)) : members, now),
    deadline: deadline ?? (kind === 'topic' || kind === 'record' ? deadlineOf(kind) : null),
    files,
    ...(audience && { audience }),
    content,
  })
}

/**
 * 召集方: the host of the year by the compact's order and its agreed swaps; the next in order when that one has left, and
 * the first of the members when all of the order have.
 */
export function convenorOf(
  { rotation }: { rotation: { firstYear: number; order: string[]; swaps: { year: number; host: string }[] } },
  members: readonly CommitteeId[],
  now: Date,
): CommitteeId {
  // The year in Shanghai, eight hours ahead of UTC all year round.
  const year = new Date(now.getTime() + 8 * 3_600_000).getUTCFullYear()
  const swap = rotation.swaps.find((one) => one.year === year && members.includes(one.host))
  if (swap) return swap.host
  const { order, firstYear } = rotation
  const start = (((year - firstYear) % order.length) + order.length) % order.length
  const host = [...order.slice(start), ...order.slice(0, start)].find((one) => members.includes(one)) ?? members[0]
  if (!host) throw new Error('expected a compact with a member')
  return host
}
