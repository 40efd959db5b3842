import type { Scenario } from './scenario.ts'
import { crashes } from './scenarios/crashes.ts'

/** Every scenario, in the order of their numbers. */
export const scenarios: readonly Scenario[] = [crashes]
