import type { PlanTables } from './plan-tables.ts'
import type { SessionTables } from './session-tables.ts'

/** The rows of this service's own and foreign tables; see `migrations/`. */
export type Tables = PlanTables & SessionTables
