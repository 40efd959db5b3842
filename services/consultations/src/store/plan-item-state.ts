import type { consultations } from '@lianxie/contracts'
import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Tables } from './tables.ts'

/** Moves a plan item to the state that an event brought about; the one way in which `state` changes after the draft. */
export async function setItemState(
  tx: Tx<Tables>,
  itemId: string,
  state: consultations.ItemState,
  event: Pick<RecordedEvent, 'time'>,
): Promise<void> {
  await tx
    .updateTable('plan_item')
    .set({ state, state_since: event.time, changed_at: event.time })
    .where('id', '=', itemId)
    .execute()
}
