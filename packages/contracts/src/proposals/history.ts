import { z } from 'zod'
import { historyTimes } from '../common/history.ts'
import { ProposalState } from './proposal.ts'

export {
  HistoryFormat,
  HistoryImportState,
  HistoryImportSummary,
  HistoryLineError,
  HistoryLineStatus,
  HistorySource,
} from '../common/history.ts'

/** 满意度 as a file of past years gives it: one answer for the whole proposal. */
export const HistoryRating = z.enum(['SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED']).meta({ id: 'HistoryRating' })
export type HistoryRating = z.infer<typeof HistoryRating>

/** What every imported fact says: what became of the proposal, when, and where it was read. */
export const historyOrigin = {
  /** The state of the proposal after it. */
  state: ProposalState,
  ...historyTimes,
}
