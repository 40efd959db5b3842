import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Tables } from './tables.ts'

/** Applies an event about sessions, research and outcomes; false when it is about something else. */
export async function applySession(_tx: Tx<Tables>, _event: RecordedEvent<any>): Promise<boolean> {
  return false
}
