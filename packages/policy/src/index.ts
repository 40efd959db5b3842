export * from './appraisal-lists.ts'
export * from './appraisal-score.ts'
export * from './approve-policy.ts'
export * from './deadline.ts'
export type { DeadlineStep } from './deadline-step.ts'
export * from './deadline-signal.ts'
export { draftPolicy, type DraftPolicy } from './draft-policy.ts'
export * from './holiday-notice.ts'
export { Pause } from './pause.ts'
export * from './policy-diff.ts'
export * from './policy-pack.ts'
export * from './policy-refusal.ts'
export * from './policy-rules.ts'
export * from './proposal-lists.ts'
export * from './public-holidays.ts'
export { addDays, addMonths, atHour, daysBetween, endOfDay, shanghaiDate } from './shanghai-date.ts'
export * from './term.ts'
export type { Text } from './text.ts'
export {
  addWorkingDays,
  chinaCalendar,
  isWorkingDay,
  workingCalendar,
  workingDaysBetween,
  type CalendarDay,
  type WorkingCalendar,
} from './working-calendar.ts'
