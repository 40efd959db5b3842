import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Tables } from './tables.ts'

/** Applies an event about the plan and its items; false when it is about something else. */
export async function applyPlan(_tx: Tx<Tables>, _event: RecordedEvent<any>): Promise<boolean> {
  return false
}
