import type { JobDefinition } from '@lianxie/service-kit'

export const fieldJobs: JobDefinition[] = []
