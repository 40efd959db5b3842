import { type CommandOf, proposals as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'
import { HANDED_OUT, type Proposal, requireState } from './proposal.ts'

/** 年度回头看: every case whose promises are open when the look back begins. */
export function openLookBack(
  { exists, owing }: { exists: boolean; owing: readonly string[] },
  { year }: CommandOf<typeof c.OpenLookBack>,
  { newId }: Deciding,
) {
  if (exists) throw new Refusal('look_back.exists', { field: 'year' })
  if (owing.length === 0) throw new Refusal('look_back.nothing_open', { field: 'year' })
  return [c.LookBackOpened({ lookBackId: newId(), year, proposalIds: [...owing] })]
}

/** 记录回头看: a later record takes the place of an earlier one. */
export function recordLookBack(
  { proposal }: { proposal: Proposal | undefined },
  { lookBackId, heldOn, finding, files }: CommandOf<typeof c.RecordLookBack>,
  { now }: Deciding,
) {
  if (!proposal) throw new Refusal('common.not_found', { field: 'proposalId' })
  requireState(proposal, HANDED_OUT)
  if (heldOn > shanghaiDate(now)) throw new Refusal('proposal.day_in_future', { field: 'heldOn' })
  return [c.LookBackRecorded({ lookBackId, proposalId: proposal.id, heldOn, finding, files })]
}
