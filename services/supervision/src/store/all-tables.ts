import { coreForeignTables, coreOwnTables, coreWordColumns } from './core-tables.ts'
import { appraisalForeignTables, appraisalOwnTables, appraisalWordColumns } from './appraisal-tables.ts'
import { ballotForeignTables, ballotOwnTables, ballotWordColumns } from './ballot-tables.ts'
import { fieldForeignTables, fieldOwnTables, fieldWordColumns } from './field-tables.ts'
import { groupForeignTables, groupOwnTables, groupWordColumns } from './group-tables.ts'
import { historyForeignTables, historyOwnTables, historyWordColumns } from './history-tables.ts'
import { levelForeignTables, levelOwnTables, levelWordColumns } from './level-tables.ts'
import { rectificationForeignTables, rectificationOwnTables, rectificationWordColumns } from './rectification-tables.ts'
import { reportForeignTables, reportOwnTables, reportWordColumns } from './report-tables.ts'

/** What `apply` writes, in an order that satisfies foreign keys. */
export const ownTables = [
  ...coreOwnTables,
  ...groupOwnTables,
  ...fieldOwnTables,
  ...rectificationOwnTables,
  ...reportOwnTables,
  ...appraisalOwnTables,
  ...ballotOwnTables,
  ...historyOwnTables,
  ...levelOwnTables,
] as const

/** What reactions write. */
export const foreignTables = [
  ...coreForeignTables,
  ...groupForeignTables,
  ...fieldForeignTables,
  ...rectificationForeignTables,
  ...reportForeignTables,
  ...appraisalForeignTables,
  ...ballotForeignTables,
  ...historyForeignTables,
  ...levelForeignTables,
] as const

/** Words that no event carries. */
export const wordColumns = {
  ...coreWordColumns,
  ...groupWordColumns,
  ...fieldWordColumns,
  ...rectificationWordColumns,
  ...reportWordColumns,
  ...appraisalWordColumns,
  ...ballotWordColumns,
  ...historyWordColumns,
  ...levelWordColumns,
} as const
