import type { Answer } from '@lianxie/service-kit'
import { appraisalAnswers } from './appraisal-answers.ts'
import { ballotAnswers } from './ballot-answers.ts'
import { fieldAnswers } from './field-answers.ts'
import { groupAnswers } from './group-answers.ts'
import { historyAnswers } from './history-answers.ts'
import { levelAnswers } from './level-answers.ts'
import { projectAnswers } from './project-answers.ts'
import { rectificationAnswers } from './rectification-answers.ts'
import { reportAnswers } from './report-answers.ts'

/** What can be read of supervision. */
export const answers: Answer<any, any>[] = [
  ...projectAnswers,
  ...groupAnswers,
  ...fieldAnswers,
  ...rectificationAnswers,
  ...reportAnswers,
  ...appraisalAnswers,
  ...ballotAnswers,
  ...historyAnswers,
  ...levelAnswers,
]
