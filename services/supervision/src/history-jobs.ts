import type { JobDefinition } from '@lianxie/service-kit'
import { importHistoryJob } from './history-commands.ts'

export const historyJobs: JobDefinition[] = [importHistoryJob]
