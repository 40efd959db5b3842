import type { CommitteeId } from '@lianxie/contracts'
import type { LedgerView } from '@lianxie/joint-protocol'

/**
 * 阅读范围: what refers to a restricted entry goes to its readers, so that nobody hears of it by the answer; what
 * begins something goes to those whom the command names, or to all.
 */
export function audienceOf(
  body: unknown,
  ledger: LedgerView,
  named: readonly CommitteeId[] | null = null,
): CommitteeId[] | undefined {
  for (const id of idsIn(body)) {
    const readers = ledger.entry(id)?.entry.audience
    if (readers !== undefined && readers !== 'all') return readers
  }
  return named ? [...named] : undefined
}

function* idsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (/^[0-9a-f]{64}$/.test(value)) yield value
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const inner of Object.values(value)) yield* idsIn(inner)
}
