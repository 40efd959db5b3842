import { type CommandOf, proposals as c } from '@lianxie/contracts'
import { addMonths, shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'
import { type Proposal, requireState } from './proposal.ts'

/** The ends that a proposal can come to. A merged one is in the archive with its case. */
const ENDED = ['CLOSED', 'NOT_FILED', 'CONVERTED', 'WITHDRAWN'] as const satisfies c.ProposalState[]

/** 归档: for at least twenty years from this day. */
export function archiveProposal(
  { proposal, isPublished }: { proposal: Proposal; isPublished: boolean },
  { fileNumber, keepYears }: CommandOf<typeof c.ArchiveProposal>,
  { now }: Deciding,
) {
  requireState(proposal, ENDED)
  const { date: keepUntil } = addMonths(shanghaiDate(now), keepYears * 12)
  return [c.ProposalArchived({ proposalId: proposal.id, fileNumber, keepUntil, isPublished })]
}
