import type { AfterwardsTables } from './afterwards-tables.ts'
import type { ConsultationTables } from './consultation-tables.ts'
import type { DraftTables } from './draft-tables.ts'
import type { HandlingTables } from './handling-tables.ts'
import type { HistoryTables } from './history-tables.ts'
import type { JointTables } from './joint-tables.ts'
import type { LikenessTables } from './likeness-tables.ts'

/** The rows of this service's own and foreign tables; see `migrations/`. */
export type Tables = DraftTables &
  HandlingTables &
  ConsultationTables &
  AfterwardsTables &
  LikenessTables &
  JointTables &
  HistoryTables
