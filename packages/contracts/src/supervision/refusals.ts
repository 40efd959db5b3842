import { projectRefusals } from './project-refusals.ts'
import { groupRefusals } from './group-refusals.ts'
import { fieldRefusals } from './field-refusals.ts'
import { rectificationRefusals } from './rectification-refusals.ts'
import { reportRefusals } from './report-refusals.ts'
import { appraisalRefusals } from './appraisal-refusals.ts'
import { ballotRefusals } from './ballot-refusals.ts'
import { historyRefusals } from './history-refusals.ts'
import { levelRefusals } from './level-refusals.ts'

export const supervision = {
  ...projectRefusals,
  ...groupRefusals,
  ...fieldRefusals,
  ...rectificationRefusals,
  ...reportRefusals,
  ...appraisalRefusals,
  ...ballotRefusals,
  ...historyRefusals,
  ...levelRefusals,
} as const
