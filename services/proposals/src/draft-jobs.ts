import { Id, Instant, proposals as c } from '@lianxie/contracts'
import { type DecideContext, defineJob, type RecordedEvent, schedule, type Tx } from '@lianxie/service-kit'
import { z } from 'zod'
import type { Tables } from './store/tables.ts'

/** 附议到期: whoever has not signed by the day drops out. */
export const expireCosigningJob = defineJob(
  'proposals.expire-cosigning',
  z.strictObject({ proposalId: Id, due: Instant }),
  (_tx, { proposalId, due }, context) => context.execute(c.ExpireCosigning, { proposalId, ifDue: due }),
)

/** Plans the end of the time for cosigning; a later day takes the place of an earlier one. */
export async function planCosigningEnd(
  tx: Tx<Tables>,
  _command: unknown,
  [event]: readonly RecordedEvent<any>[],
  _context: DecideContext,
): Promise<void> {
  const { proposalId, due } = event!.data
  await schedule(tx, expireCosigningJob, { proposalId, due }, { at: new Date(due), key: proposalId })
}
