import type { CommitteeId } from '@lianxie/contracts'
import type { LedgerView } from '@lianxie/joint-protocol'
import { isPublished, type OwnResult } from '../domain/proposal-result.ts'

/** 待发布的办理结果: the own results that a compact may hear of, and that not every side of it has been told. */
export function unpublishedResults<R extends OwnResult>(
  results: readonly R[],
  ledger: LedgerView,
  own: CommitteeId,
): R[] {
  const { text, members } = ledger.compactView()
  if (!members.includes(own) || !text.crossing.includes('PARTNER_SUMMARY')) return []
  const told = new Map(
    ledger.proposalResults().flatMap((one) => (one.side === own ? [[one.body.jointKey, one] as const] : [])),
  )
  return results.filter((result) => !isPublished(result, told.get(result.jointKey), members))
}
