import type { RecordedEvent, Tx } from '@lianxie/service-kit'
import type { Appliers } from './appliers.ts'
import { appraisalAppliers } from './appraisal-apply.ts'
import { assignmentAppliers } from './assignment-apply.ts'
import { consultationAppliers } from './consultation-apply.ts'
import { draftAppliers } from './draft-apply.ts'
import { askForFeedback, feedbackAppliers, openForms } from './feedback-apply.ts'
import { followUpAppliers } from './follow-up-apply.ts'
import { historyAppliers } from './history-apply.ts'
import { handlingAppliers } from './handling-apply.ts'
import { keyAppliers } from './key-apply.ts'
import { publicationAppliers } from './publication-apply.ts'
import { replyAppliers } from './reply-apply.ts'
import { reviewAppliers } from './review-apply.ts'
import type { Tables } from './tables.ts'

/** An event without an entry is a type error here. */
const appliers: Appliers = {
  ...draftAppliers,
  ...reviewAppliers,
  ...consultationAppliers,
  ...assignmentAppliers,
  ...handlingAppliers,
  ...replyAppliers,
  ...historyAppliers,
  ...feedbackAppliers,
  ...followUpAppliers,
  ...keyAppliers,
  ...appraisalAppliers,
  ...publicationAppliers,
  // With a reply begins what comes after it.
  async 'proposals.reply-sent'(tx, event) {
    await replyAppliers['proposals.reply-sent'](tx, event)
    await openForms(tx, event)
  },
  async 'proposals.feedback-requested'(tx, event) {
    await replyAppliers['proposals.feedback-requested'](tx, event)
    await askForFeedback(tx, event)
  },
}

/** The one way in which each event of this service changes its tables, live and in a replay. */
export async function apply(tx: Tx<Tables>, event: RecordedEvent<any>): Promise<void> {
  const applyOne = (appliers as Record<string, (tx: Tx<Tables>, event: RecordedEvent<any>) => Promise<unknown>>)[
    event.type
  ]
  if (!applyOne) throw new Error(`expected an event of this service, got ${event.type} version ${event.version}`)
  await applyOne(tx, event)
}
