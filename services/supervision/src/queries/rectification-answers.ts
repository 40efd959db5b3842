import type { Answer } from '@lianxie/service-kit'
import { issueInbox, issues } from './issue-board.ts'
import { issue } from './issue-detail.ts'
import { issueLists, lookBacksDue } from './issue-lists.ts'
import { issueStatistics } from './issue-statistics.ts'

/** 问题清单与整改. */
export const rectificationAnswers: Answer<any, any>[] = [
  issues,
  issueInbox,
  issue,
  lookBacksDue,
  issueLists,
  issueStatistics,
]
