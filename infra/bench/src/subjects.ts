import type { Subject } from './subject.ts'

/** Everything that the bench measures, in the order of the report. */
export const subjects: readonly Subject[] = []
