import type { JobDefinition } from '@lianxie/service-kit'
import { appraisalJobs } from './appraisal-jobs.ts'
import { ballotJobs } from './ballot-jobs.ts'
import { fieldJobs } from './field-jobs.ts'
import { groupJobs } from './group-jobs.ts'
import { historyJobs } from './history-jobs.ts'
import { levelJobs } from './level-jobs.ts'
import { rectificationJobs } from './rectification-jobs.ts'
import { reportJobs } from './report-jobs.ts'

/** What this service does at a time. */
export const jobs: JobDefinition[] = [
  ...groupJobs,
  ...fieldJobs,
  ...rectificationJobs,
  ...reportJobs,
  ...appraisalJobs,
  ...ballotJobs,
  ...historyJobs,
  ...levelJobs,
]
