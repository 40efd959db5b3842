import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Appliers } from './appliers.ts'
import { appraisalAppliers } from './appraisal-apply.ts'
import { draftAppliers } from './draft-apply.ts'
import { feedbackAppliers } from './feedback-apply.ts'
import { followUpAppliers } from './follow-up-apply.ts'
import { keyAppliers } from './key-apply.ts'
import { publicationAppliers } from './publication-apply.ts'
import { reviewAppliers } from './review-apply.ts'
import type { Tables } from './tables.ts'

/** An event without an entry is a type error here. */
const appliers: Appliers = {
  ...draftAppliers,
  ...reviewAppliers,
  ...feedbackAppliers,
  ...followUpAppliers,
  ...keyAppliers,
  ...appraisalAppliers,
  ...publicationAppliers,
}

/** The one way in which each event of this service changes its tables, live and in a replay. */
export async function apply(tx: Tx<Tables>, event: RecordedEvent<any>): Promise<void> {
  const applyOne = (appliers as Record<string, (tx: Tx<Tables>, event: RecordedEvent<any>) => Promise<unknown>>)[
    event.type
  ]
  if (!applyOne) throw new Error(`expected an event of this service, got ${event.type} version ${event.version}`)
  await applyOne(tx, event)
}
