import { expireUploads, type JobDefinition, scanWaitingFiles } from '@lianxie/service-kit'

/** What is done at a time for files from the field. */
export const fieldJobs: JobDefinition[] = [expireUploads, scanWaitingFiles]
