import type { JobDefinition } from '@lianxie/service-kit'
import { appraisalJobs } from './appraisal-jobs.ts'
import { fieldJobs } from './field-jobs.ts'
import { groupJobs } from './group-jobs.ts'
import { historyJobs } from './history-jobs.ts'
import { rectificationJobs } from './rectification-jobs.ts'

/** What this service does at a time. */
export const jobs: JobDefinition[] = [
  ...groupJobs,
  ...fieldJobs,
  ...rectificationJobs,
  ...appraisalJobs,
  ...historyJobs,
]
