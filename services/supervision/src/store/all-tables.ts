import { coreForeignTables, coreOwnTables, coreWordColumns } from './core-tables.ts'
import { appraisalOwnTables, appraisalWordColumns } from './appraisal-tables.ts'
import { ballotOwnTables, ballotWordColumns } from './ballot-tables.ts'
import { groupOwnTables, groupWordColumns } from './group-tables.ts'
import { historyOwnTables, historyWordColumns } from './history-tables.ts'
import { levelForeignTables, levelOwnTables } from './level-tables.ts'
import { rectificationOwnTables, rectificationWordColumns } from './rectification-tables.ts'
import { reportOwnTables, reportWordColumns } from './report-tables.ts'

/** What `apply` writes, in an order that satisfies foreign keys. */
export const ownTables = [
  ...coreOwnTables,
  ...groupOwnTables,
  ...rectificationOwnTables,
  ...reportOwnTables,
  ...appraisalOwnTables,
  ...ballotOwnTables,
  ...historyOwnTables,
  ...levelOwnTables,
] as const

/** What reactions write. */
export const foreignTables = [...coreForeignTables, ...levelForeignTables] as const

/** Words that no event carries. */
export const wordColumns = {
  ...coreWordColumns,
  ...groupWordColumns,
  ...rectificationWordColumns,
  ...reportWordColumns,
  ...appraisalWordColumns,
  ...ballotWordColumns,
  ...historyWordColumns,
} as const
