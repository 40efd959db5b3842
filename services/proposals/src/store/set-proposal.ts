import type { proposals as c } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Updateable } from 'kysely'
import type { ProposalTable } from './draft-tables.ts'
import type { Tables } from './tables.ts'

/** Sets columns of a proposal. */
export const setProposal = (tx: Tx<Tables>, id: string, values: Updateable<ProposalTable>) =>
  tx.updateTable('proposal').set(values).where('id', '=', id).execute()

/** Puts a proposal into a state, from the instant of the event on, with what goes with it. */
export const moveProposal = (
  tx: Tx<Tables>,
  { data: { proposalId }, time }: { data: { proposalId: string }; time: Date },
  state: c.ProposalState,
  values: Updateable<ProposalTable> = {},
) => setProposal(tx, proposalId, { state, state_since: time, ...values })
