import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Appliers } from './appliers.ts'
import { appraisalAppliers } from './appraisal-apply.ts'
import { ballotAppliers } from './ballot-apply.ts'
import { fieldAppliers } from './field-apply.ts'
import { groupAppliers } from './group-apply.ts'
import { historyAppliers } from './history-apply.ts'
import { levelAppliers } from './level-apply.ts'
import { projectAppliers } from './project-apply.ts'
import { rectificationAppliers } from './rectification-apply.ts'
import { reportAppliers } from './report-apply.ts'
import type { Tables } from './tables.ts'

/** An event without an entry is a type error here. */
const appliers: Appliers = {
  ...projectAppliers,
  ...groupAppliers,
  ...fieldAppliers,
  ...rectificationAppliers,
  ...reportAppliers,
  ...appraisalAppliers,
  ...ballotAppliers,
  ...historyAppliers,
  ...levelAppliers,
}

/** The one way in which each event of this service changes its tables, live and in a replay. */
export async function apply(tx: Tx<Tables>, event: RecordedEvent<any>): Promise<void> {
  const applyOne = (appliers as Record<string, (tx: Tx<Tables>, event: RecordedEvent<any>) => Promise<unknown>>)[
    event.type
  ]
  if (!applyOne) throw new Error(`expected an event of this service, got ${event.type} version ${event.version}`)
  await applyOne(tx, event)
}
