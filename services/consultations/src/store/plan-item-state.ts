import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { consultations } from '@lianxie/contracts'
import type { Tables } from './tables.ts'

/** Moves a plan item to a state that an event brought about; the one writer of that column. */
export async function setItemState(
  tx: Tx<Tables>,
  itemId: string,
  state: consultations.ItemState,
  event: RecordedEvent,
): Promise<void> {
  await tx.updateTable('plan_item').set({ state, state_since: event.time }).where('id', '=', itemId).execute()
}
