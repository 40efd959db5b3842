import { appraisalHandlers } from './appraisal-commands.ts'
import { ballotHandlers } from './ballot-commands.ts'
import { fieldHandlers } from './field-commands.ts'
import { groupHandlers } from './group-commands.ts'
import { historyHandlers } from './history-commands.ts'
import { levelHandlers } from './level-commands.ts'
import { projectHandlers } from './project-commands.ts'
import { rectificationHandlers } from './rectification-commands.ts'
import { reportHandlers } from './report-commands.ts'

/** Everything that this service can be asked to do. */
export const handlers = [
  ...projectHandlers,
  ...groupHandlers,
  ...fieldHandlers,
  ...rectificationHandlers,
  ...reportHandlers,
  ...appraisalHandlers,
  ...ballotHandlers,
  ...historyHandlers,
  ...levelHandlers,
]
