import type { JobDefinition } from '@lianxie/service-kit'

export const rectificationJobs: JobDefinition[] = []
