import type { CoreTables } from './core-tables.ts'
import type { AppraisalTables } from './appraisal-tables.ts'
import type { BallotTables } from './ballot-tables.ts'
import type { GroupTables } from './group-tables.ts'
import type { HistoryTables } from './history-tables.ts'
import type { LevelTables } from './level-tables.ts'
import type { RectificationTables } from './rectification-tables.ts'
import type { ReportTables } from './report-tables.ts'

/** The rows of this service's own and foreign tables; see `migrations/`. */
export type Tables = CoreTables &
  GroupTables &
  RectificationTables &
  ReportTables &
  AppraisalTables &
  BallotTables &
  HistoryTables &
  LevelTables
