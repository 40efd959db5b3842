export * from './afterwards-views.ts'
export * from './appraisal.ts'
export * from './appraisal-commands.ts'
export * from './appraisal-events.ts'
export * from './assignment-commands.ts'
export * from './assignment-events.ts'
export * from './case-views.ts'
export * from './consultation.ts'
export * from './docket-views.ts'
export * from './draft-commands.ts'
export * from './draft-events.ts'
export {
  DISSATISFIED_RESULTS,
  FEEDBACK_SCHEMES,
  FeedbackAttitude,
  FeedbackFormState,
  FeedbackResult,
  FinalOutcome,
  OnPoint,
  OpinionSought,
  PressureOutcome,
  ProposerVisit,
  UnansweredForm,
} from './feedback.ts'
export * from './feedback-commands.ts'
export * from './feedback-events.ts'
export * from './follow-up.ts'
export * from './follow-up-commands.ts'
export * from './follow-up-events.ts'
export * from './handling.ts'
export * from './handling-commands.ts'
export * from './handling-events.ts'
export * from './history.ts'
export * from './history-commands.ts'
export * from './history-events.ts'
export * from './history-facts.ts'
export * from './history-views.ts'
export * from './intake.ts'
export * from './key.ts'
export * from './key-commands.ts'
export * from './key-events.ts'
export * from './proposal.ts'
export { PublicationMode, PublicationModes } from './publication.ts'
export * from './publication-commands.ts'
export * from './publication-events.ts'
export * from './publication-views.ts'
export * from './reply-commands.ts'
export * from './reply-events.ts'
export * from './review-commands.ts'
export * from './review-events.ts'
export * from './handling-views.ts'
export * from './similar-views.ts'
export * from './statistics-views.ts'
