import type { Content } from '../bodies/index.ts'
import type { FileRef } from '../file-ref.ts'
import type { Placed } from '../ledger/chains.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Rules } from '../ledger/rules.ts'
import type { CommitteeId, EntryId, FileHash } from '../primitives.ts'
import { ProtocolRefusal } from '../reason.ts'

/**
 * An answer that would not count is not given: the rules would let it stand, and spoil the version for good. Throws the
 * refusal. `missingOf`: files whose bytes are not here.
 */
export async function checkOwnAnswer(
  ledger: Ledger,
  rules: Rules,
  committee: CommitteeId,
  content: Content,
  missingOf: (files: FileRef[]) => Promise<FileHash[]>,
): Promise<void> {
  if (content.kind !== 'answer') return
  const { versions, chains } = ledger
  const { to, answer } = content.body
  const version = versions.byId.get(to)
  if (!version) return checkRecoveryAnswer(ledger, rules, committee, content.body)
  if (rules.firstAnswer) {
    const given = version.answers.find((a) => a.committee === committee)
    if (given) throw new ProtocolRefusal('answer.already_given', { entry: given.placed.id })
  }
  if (answer !== 'countersign') return
  const { past } = chains.pastOf(
    null,
    chains.committees().flatMap((c) => chains.tips(c)),
  )
  const rival = versions.openRival(version, committee, past)
  if (rival) throw new ProtocolRefusal('answer.rival_open', { rival: rival.placed.id })
  if (rules.closing && version.pins.convenor === committee) {
    const missing = versions.othersMissing(version, past)
    if (missing.length > 0) throw new ProtocolRefusal('answer.others_missing', { missing })
  }
  const files = await missingOf(version.pins.files)
  if (files.length > 0) throw new ProtocolRefusal('answer.files_missing', { files })
}

function checkRecoveryAnswer(
  ledger: Ledger,
  rules: Rules,
  committee: CommitteeId,
  { to, answer }: { to: EntryId; answer: 'countersign' | 'refuse' },
): void {
  const recovery = ledger.recoveries.views().find((r) => r.entry === to)
  if (!recovery) return
  if (recovery.countersigned.includes(committee) || recovery.refused.includes(committee))
    throw new ProtocolRefusal('answer.already_given', { entry: to })
  const more = answer === 'countersign' ? moreThanNamed(ledger, rules, committee, to) : []
  if (more.length > 0) throw new ProtocolRefusal('answer.holds_more', { entries: more.map((p) => p.id) })
}

/**
 * An open recovery that this side has to refuse, as it holds more of the chain than is named. One that a later one of
 * the same chain cuts off comes after that one: no entry builds on it as long as the later one is open. `last`: the own
 * entry that the refusal would follow; what was answered on that chain is answered for good.
 */
export function recoveryToRefuse(
  ledger: Ledger,
  rules: Rules,
  committee: CommitteeId,
  last: Placed | null,
): EntryId | undefined {
  const { chains, recoveries } = ledger
  return asked(ledger, committee).find(
    (id) =>
      recoveries.standing(chains.kept.get(id)!) === 'live' &&
      !isAnswered(id, last) &&
      moreThanNamed(ledger, rules, committee, id).length > 0,
  )
}

function isAnswered(recovery: EntryId, last: Placed | null): boolean {
  for (let placed = last; placed; placed = placed.prev)
    if (placed.content?.kind === 'answer' && placed.content.body.to === recovery) return true
  return false
}

const asked = ({ recoveries }: Ledger, committee: CommitteeId): EntryId[] =>
  recoveries.views().flatMap((r) => (r.state === 'OPEN' && r.missing.includes(committee) ? [r.entry] : []))

/**
 * Entries beyond the head that a recovery names, kept here before it came and live without it (and without the others
 * that wait for this side's answer). A fork off the chain before the head is none of them: it is proven and disputed,
 * and no head could name both.
 */
function moreThanNamed(ledger: Ledger, rules: Rules, committee: CommitteeId, recovery: EntryId): Placed[] {
  if (!rules.refusedRecoveries) return []
  const { chains, recoveries } = ledger
  const start = chains.kept.get(recovery)!
  const head = start.prev!
  const before = chains.all().slice(0, chains.all().indexOf(start))
  const beyond = before.filter(
    (p) => p !== head && p.entry.generation < start.entry.generation && chains.onChain(head, p),
  )
  return beyond.length > 0 ? recoveries.liveWithout(asked(ledger, committee), beyond) : []
}
