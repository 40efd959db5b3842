import { Refusal, type Role } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Proposal } from '../domain/proposal.ts'
import { loadProposal } from './proposal.ts'
import type { Tables } from './tables.ts'

const UNSEEN = ['DRAFT', 'COSIGNING', 'DISCARDED']

/** A proposal for those who work on it: what nobody but its proposer has seen is not there for them. */
export async function loadSeen(tx: Tx<Tables>, id: string, role?: Role): Promise<Proposal> {
  const found = await loadProposal(tx, id)
  const isFiled = found.filing.serial !== undefined || found.state === 'MERGED_INTO'
  if (UNSEEN.includes(found.state) || (role === 'SUPERVISION_OFFICE' && !isFiled)) {
    throw new Refusal('common.not_found', { field: 'proposalId' })
  }
  return found
}
