import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import { applyPlan } from './plan-apply.ts'
import { applySession } from './session-apply.ts'
import type { Tables } from './tables.ts'

/** The one way in which each event of this service changes its tables, live and in a replay. */
export async function apply(tx: Tx<Tables>, event: RecordedEvent<any>): Promise<void> {
  if ((await applyPlan(tx, event)) || (await applySession(tx, event))) return
  throw new Error(
    `expected an event that plan-apply.ts or session-apply.ts knows, got ${event.type} version ${event.version}`,
  )
}
