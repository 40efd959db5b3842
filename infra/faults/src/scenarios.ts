import type { Scenario } from './scenario.ts'

/** Every scenario, in the order of their numbers. */
export const scenarios: readonly Scenario[] = []
