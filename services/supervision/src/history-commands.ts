import { historyImports } from '@lianxie/service-kit'
import { supervisionHistory } from './history-kind.ts'

/** 历史导入. */
export const { handlers: historyHandlers, job: importHistoryJob } = historyImports(supervisionHistory)
